package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.models.ModelLibrary;
import org.latentj.models.download.ByteCount;
import org.latentj.models.known.KnownFile;
import org.latentj.models.known.KnownModel;
import org.latentj.models.known.KnownModels;
import org.latentj.models.license.Acceptance;
import org.latentj.models.source.HubSource;
import org.latentj.models.source.ModelSource;

/**
 * A line of the table of models: one that is installed, or one that can be fetched.
 *
 * @param name what a macro says
 * @param state how it came here, or {@code can be fetched}
 * @param family what it is
 * @param size on disk; empty where only the hub knows
 * @param licence its identifier
 * @param accepted the day on which its licence was accepted; empty if it was not, or needs not
 * @param where its path; empty if it is not here
 */
public record ListedModel(
    String name,
    String state,
    String family,
    String size,
    String licence,
    String accepted,
    String where) {

  /**
   * All of them, the installed ones first.
   *
   * @throws IllegalArgumentException if the record of accepted licences cannot be read
   */
  public static List<ListedModel> all(List<InstalledModel> installed, ModelLibrary library) {
    List<Acceptance> acceptances;
    try {
      acceptances = library.accepted();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    List<ListedModel> models = new ArrayList<>();
    for (InstalledModel model : installed) {
      models.add(
          new ListedModel(
              model.name(),
              model.origin().label(),
              model.family(),
              model.size(),
              model.licence(),
              day(acceptances, model.licence(), asAccepted(model)),
              model.path().map(Path::toString).orElse("")));
    }
    List<String> here = installed.stream().map(InstalledModel::name).toList();
    for (KnownModel known : KnownModels.all()) {
      String day = day(acceptances, known.license().id(), Optional.of(known.source().text()));
      add(models, here, known, known.source().text(), "", day);
      for (KnownFile file : known.files()) {
        String size = file.size().isPresent() ? ByteCount.text(file.size().getAsLong()) : "";
        String own = "hf:" + file.repository();
        add(
            models,
            here,
            known,
            file.source().text(),
            size,
            day(acceptances, known.license().id(), Optional.of(own)));
      }
    }
    return models;
  }

  private static void add(
      List<ListedModel> models,
      List<String> here,
      KnownModel known,
      String reference,
      String size,
      String day) {
    if (!here.contains(reference)) {
      models.add(
          new ListedModel(
              reference, "can be fetched", known.title(), size, known.license().id(), day, ""));
    }
  }

  /** The name under which a model's licence is kept. */
  private static Optional<String> asAccepted(InstalledModel model) {
    if (model.origin() == InstalledModel.Origin.FETCHED
        && ModelSource.parse(model.name()) instanceof HubSource hub) {
      return Optional.of("hf:" + hub.repository());
    }
    return model.path().flatMap(KnownModels::ofLocalFile).map(known -> known.source().text());
  }

  private static String day(List<Acceptance> acceptances, String licence, Optional<String> model) {
    Optional<Instant> date =
        acceptances.stream()
            .filter(entry -> entry.license().equals(licence))
            .filter(entry -> model.isPresent() && entry.model().equals(model.get()))
            .map(Acceptance::date)
            .findFirst();
    return date.map(when -> ZonedDateTime.ofInstant(when, ZoneId.systemDefault()))
        .map(when -> when.toLocalDate().toString())
        .orElse("");
  }
}
