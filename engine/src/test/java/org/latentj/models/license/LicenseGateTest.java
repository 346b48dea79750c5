package org.latentj.models.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenseGateTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final String MODEL = "hf:CompVis/stable-diffusion-v1-4";
  private static final String COMMIT = "133a221b8aa7292a167afc5127cb63fb5005638b";

  @TempDir Path folder;

  private AcceptanceFile record() {
    return new AcceptanceFile(folder.resolve("sub").resolve("accepted.json"));
  }

  private LicenseGate gate(LicenseConsent consent) {
    return new LicenseGate(record(), consent, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** A user who answers, and is counted. */
  private static final class User implements LicenseConsent {
    private final List<String> shown = new ArrayList<>();
    private final boolean answer;

    User(boolean answer) {
      this.answer = answer;
    }

    @Override
    public boolean accepts(ModelLicense license, String model) {
      shown.add(model + "\n" + license.terms());
      return answer;
    }

    @Override
    public String howToAccept(ModelLicense license) {
      return "Press OK";
    }

    @Override
    public String way() {
      return "dialog";
    }
  }

  @Test
  @DisplayName("The terms are shown once, and the answer kept with date and revision")
  void accepted() throws IOException {
    User user = new User(true);

    gate(user).require(ModelLicense.openRailM(), MODEL, COMMIT);
    gate(user).require(ModelLicense.openRailM(), MODEL, "a later commit");

    assertThat(user.shown).hasSize(1);
    assertThat(user.shown.get(0))
        .contains("1. You can't use the model to deliberately produce nor share illegal")
        .contains("2. The authors claim no rights on the outputs")
        .contains("3. You may re-distribute the weights")
        .contains("- To defame, disparage or otherwise harass others;")
        .contains("https://huggingface.co/spaces/CompVis/stable-diffusion-license");
    assertThat(record().read())
        .containsExactly(new Acceptance("creativeml-openrail-m", MODEL, COMMIT, NOW, "dialog"));
  }

  @Test
  @DisplayName("Another model and another licence are asked for again")
  void others() throws IOException {
    User user = new User(true);
    LicenseGate gate = gate(user);

    gate.require(ModelLicense.openRailM(), MODEL, COMMIT);
    gate.require(ModelLicense.openRailM(), "hf:a/fine-tune", COMMIT);
    gate.require(ModelLicense.openRailPlusPlusM(), MODEL, COMMIT);

    assertThat(user.shown).hasSize(3);
    assertThat(record().read()).hasSize(3);
  }

  @Test
  @DisplayName("A refusal ends in the terms and what to do; nothing is recorded")
  void refused() throws IOException {
    assertThatThrownBy(() -> gate(new User(false)).require(ModelLicense.openRailM(), MODEL, COMMIT))
        .isInstanceOf(LicenseNotAcceptedException.class)
        .hasMessageStartingWith(
            MODEL + " is under a licence that you have not accepted, so it is neither fetched nor")
        .hasMessageContaining("CreativeML OpenRAIL-M (creativeml-openrail-m)")
        .hasMessageEndingWith("Press OK.");
    assertThat(record().read()).isEmpty();
  }

  @Test
  @DisplayName("A configuration accepts what it names, and says where to name more")
  void configured() throws IOException {
    LicenseConsent consent =
        LicenseConsent.configured(
            Set.of(" CreativeML-OpenRAIL-M "), "Add <license>%s</license> to <acceptLicenses>");

    gate(consent).require(ModelLicense.openRailM(), MODEL, COMMIT);
    assertThatThrownBy(
            () -> gate(consent).require(ModelLicense.openRailPlusPlusM(), "hf:x/y", COMMIT))
        .hasMessageEndingWith("Add <license>openrail++</license> to <acceptLicenses>.");

    assertThat(record().read()).extracting(Acceptance::way).containsExactly("configuration");
  }

  @Test
  @DisplayName("A record that is none is reported, not overwritten")
  void damaged() throws IOException {
    Path file = record().path();
    Files.createDirectories(file.getParent());
    for (String text :
        List.of(
            "{}",
            "[1]",
            "[{}]",
            "x",
            "[{\"license\":\"a\",\"model\":\"b\","
                + "\"revision\":\"c\",\"date\":\"yesterday\",\"way\":\"d\"}]")) {
      Files.writeString(file, text);

      assertThatThrownBy(
              () -> gate(new User(true)).require(ModelLicense.openRailM(), MODEL, COMMIT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("delete it, and the licences are asked for again");
      assertThat(file).hasContent(text);
    }
  }

  @Test
  @DisplayName("Licences are found by the hub's identifiers; both have eleven use restrictions")
  void licenses() {
    assertThat(ModelLicense.of("CreativeML-OpenRAIL-M")).contains(ModelLicense.openRailM());
    assertThat(ModelLicense.of("openrail++")).contains(ModelLicense.openRailPlusPlusM());
    assertThat(ModelLicense.of("apache-2.0")).isEmpty();
    assertThat(ModelLicense.all())
        .allSatisfy(
            license -> {
              assertThat(license.points()).hasSize(3);
              assertThat(license.restrictions()).hasSize(11);
            });
  }
}
