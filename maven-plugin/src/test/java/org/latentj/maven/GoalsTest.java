package org.latentj.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;

@DisplayName("Goals without an engine")
class GoalsTest {
  @TempDir private Path root;
  private MavenProject project;
  private RecordingLog log;

  @BeforeEach
  void createProject() {
    project = new MavenProject();
    project.setFile(root.resolve("pom.xml").toFile());
    project.getModel().setBuild(new Build());
    project.setVersion("1.2");
    log = new RecordingLog();
  }

  @Test
  @DisplayName("sd:validate says that there are no mistakes, without the model being there")
  void validates() throws Exception {
    manifest("model: gone.ckpt\nassets: [{name: 'a-${project.version}', prompt: x}]");

    mojo(new ValidateMojo()).execute();

    assertThat(log.lines()).containsExactly("info: 1 manifests, 1 assets, no mistakes");
  }

  @Test
  @DisplayName("sd:validate reports mistakes with their places")
  void reportsMistakes() throws Exception {
    Path file = manifest("assets: [{name: a, prompt: x, stpes: 1}]");

    assertThatThrownBy(mojo(new ValidateMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("1 problem in the asset manifests:\n  " + file + ":1:31: unknown")
        .hasMessageContaining("did you mean 'steps'?");
  }

  @Test
  @DisplayName("sd:verify fails with all differences, and does nothing when skipped")
  void verifies() throws Exception {
    Path file = manifest("assets: [{name: a, prompt: x}]");

    assertThatThrownBy(mojo(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "1 difference between manifests, sd.lock.json and pictures:\n  a.png: not in the lock"
                + " file (%s:1:10)\nRun sd:generate and commit what it writes".formatted(file));

    VerifyMojo skipped = mojo(new VerifyMojo());
    set(skipped, "skip", true);
    skipped.execute();
    assertThat(log.lines()).containsExactly("info: Skipped: sd.skip is set");
  }

  @Test
  @DisplayName("sd:sheet writes one file, also before anything is generated")
  void writesSheets() throws Exception {
    manifest("assets: [{name: a, prompt: x}]");
    SheetMojo mojo = mojo(new SheetMojo());
    set(mojo, "sheet", root.resolve("docs/assets.html").toFile());
    project.setName("<b>My</b> game");

    mojo.execute();

    assertThat(Files.readString(root.resolve("docs/assets.html")))
        .contains("<title>Assets of &lt;b&gt;My&lt;/b&gt; game</title>", "not generated yet");
    assertThat(log.lines())
        .containsExactly("info: 1 assets on " + root.resolve("docs/assets.html"));
  }

  @Test
  @DisplayName("sd:import reads folders, says what it cannot read, and overwrites nothing")
  void imports() throws Exception {
    Path pictures = Files.createDirectory(root.resolve("pictures"));
    Picture picture = Picture.ofRgb(1, 1, new byte[3]);
    PictureFiles.writePng(pictures.resolve("b.png"), picture, PictureInfo.NONE);
    PictureFiles.writeJpeg(
        pictures.resolve("a.jpg"),
        picture,
        new PictureInfo(
            Optional.of("a fox\nSteps: 9, Sampler: Euler, Seed: 1, RNG: CPU"), Optional.empty()),
        0.9f);
    Files.writeString(pictures.resolve("notes.txt"), "x");
    ImportMojo mojo = new ImportMojo();
    mojo.setLog(log);
    set(mojo, "pictures", List.of(pictures.toFile()));
    Path entries = root.resolve("new/entries.yaml");
    set(mojo, "importTo", entries.toFile());

    mojo.execute();

    assertThat(log.lines())
        .containsExactly(
            "warn: " + pictures.resolve("b.png") + " has no parameters",
            "info: Entries are in " + entries);
    assertThat(Files.readString(entries)).contains("name: \"a\"", "prompt: \"a fox\"", "steps: 9");
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("sd.importTo: " + entries + " is there already; name a new file");
    set(mojo, "pictures", List.of(pictures.resolve("b.png").toFile()));
    assertThatThrownBy(mojo::execute).hasMessage("sd.pictures: no picture there has parameters");
  }

  @Test
  @DisplayName("sd:generate without a POM and without a prompt says what to do")
  void needsAProject() throws Exception {
    GenerateMojo mojo = mojo(new GenerateMojo());
    set(mojo, "project", new MavenProject());

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "there is no POM here; run sd:generate in a project, or give -Dsd.prompt=\"a red"
                + " circle\"");
  }

  @Test
  @DisplayName("see properties of the command line before those of the POM, and no others")
  void seesProperties() {
    Properties user = new Properties();
    user.setProperty("both", "user");
    project.getProperties().setProperty("both", "pom");
    project.getProperties().setProperty("pom", "pom");
    MavenProperties properties = new MavenProperties(project, user);

    assertThat(properties.find("both")).contains("user");
    assertThat(properties.find("pom")).contains("pom");
    assertThat(properties.find("project.version")).contains("1.2");
    assertThat(properties.find("user.home")).isEmpty();
    assertThat(properties.find("env.PATH")).isEmpty();
    assertThat(properties.names()).contains("both", "pom", "project.version");
  }

  private <T extends ManifestMojo> T mojo(T mojo) throws ReflectiveOperationException {
    mojo.setLog(log);
    set(mojo, "project", project);
    set(mojo, "outputDirectory", root.resolve("out").toFile());
    set(mojo, "stateDirectory", root.resolve("state").toFile());
    set(mojo, "lockFile", root.resolve("sd.lock.json").toFile());
    set(mojo, "loraFolder", root.resolve("loras").toFile());
    set(mojo, "embeddingFolder", root.resolve("embeddings").toFile());
    return mojo;
  }

  private static void set(AbstractMojo mojo, String field, Object value)
      throws ReflectiveOperationException {
    Class<?> type = mojo.getClass();
    while (Stream.of(type.getDeclaredFields()).noneMatch(f -> f.getName().equals(field))) {
      type = type.getSuperclass();
    }
    var declared = type.getDeclaredField(field);
    declared.setAccessible(true);
    declared.set(mojo, value);
  }

  private Path manifest(String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/main/sd"));
    return Files.writeString(folder.resolve("assets.yaml"), text);
  }
}
