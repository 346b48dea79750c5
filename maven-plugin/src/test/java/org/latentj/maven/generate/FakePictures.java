package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;

/** Writes the request's text instead of a picture, and remembers what it was asked. */
final class FakePictures implements PictureSource.Opener {
  static final String PARAMETERS =
      "x\nSteps: 2, Sampler: PLMS, Seed: 7, Model hash: 0123456789, Model: fake";

  /** Written as the picture of every request; a text if null. */
  Picture picture;

  final List<String> events = new ArrayList<>();
  final List<GenerationRequest> requests = new ArrayList<>();
  final List<Order.Part> parts = new ArrayList<>();
  final List<ModelSetup> setups = new ArrayList<>();
  RuntimeException failOnOpen;
  long libraryBytes;
  RuntimeException failOnPrompt;
  String badPrompt = "none";
  List<String> remarks = List.of();
  String embeddedModel = "first version";
  RuntimeException failOnEmbeddedModel;

  @Override
  public long bytesToFetch(EngineOptions options) {
    return libraryBytes;
  }

  @Override
  public String embeddedModel() {
    if (failOnEmbeddedModel != null) {
      throw failOnEmbeddedModel;
    }
    return embeddedModel;
  }

  @Override
  public PictureSource open(ModelSetup setup, EngineOptions options) {
    setups.add(setup);
    if (failOnOpen != null) {
      throw failOnOpen;
    }
    String name =
        setup.files().map(files -> files.model().getFileName().toString()).orElse("embedded");
    events.add("open " + name);
    return new PictureSource() {
      @Override
      public List<String> write(Order order, Path png, GenerationListener listener)
          throws IOException {
        if (order.prompt().equals(badPrompt)) {
          throw failOnPrompt;
        }
        events.add("write " + order.prompt());
        if (order instanceof Order.Whole whole) {
          requests.add(whole.request());
        } else {
          parts.add((Order.Part) order);
        }
        if (picture == null) {
          Files.writeString(
              png,
              order instanceof Order.Whole whole ? whole.request().toString() : order.toString());
        } else {
          PictureFiles.writePng(
              png, picture, PictureInfo.of(PARAMETERS, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
        }
        return remarks;
      }

      @Override
      public String description() {
        return "a fake";
      }

      @Override
      public void close() {
        events.add("close " + name);
      }
    };
  }
}
