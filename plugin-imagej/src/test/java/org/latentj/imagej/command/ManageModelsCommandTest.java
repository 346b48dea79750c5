package org.latentj.imagej.command;

import static org.assertj.core.api.Assertions.assertThat;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.imagej.TestContext;
import org.latentj.imagej.macro.RecordedInputs;
import org.latentj.imagej.model.InstalledModel;
import org.latentj.imagej.model.ManagedModel;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.options.EngineOptions;
import org.latentj.models.hub.LocalHub;
import org.latentj.models.license.Acceptance;
import org.latentj.models.license.AcceptanceFile;
import org.scijava.module.Module;
import org.scijava.options.OptionsService;

@DisplayName("Manage Models")
class ManageModelsCommandTest {
  private static final String REPOSITORY = "CompVis/stable-diffusion-v1-4";
  private static final String MODEL = "hf:" + REPOSITORY;
  private static final String LICENCE = "creativeml-openrail-m";
  private static final Path CONFORMANCE = Path.of("../engine/src/test/resources/conformance");

  @TempDir private Path folder;
  private final TestContext host = new TestContext();

  @AfterEach
  void close() {
    host.close();
  }

  private Module run(String action, String model, Object... inputs) {
    Map<String, Object> all =
        new HashMap<>(Map.of("action", action, "model", new ManagedModel(model)));
    for (int i = 0; i < inputs.length; i += 2) {
      all.put((String) inputs[i], inputs[i + 1]);
    }
    return host.run(ManageModelsCommand.class, all);
  }

  private String reason(String action, String model, Object... inputs) {
    return TestContext.reason(run(action, model, inputs));
  }

  private static String report(Module module) {
    assertThat(TestContext.reason(module)).isNull();
    return (String) module.getOutput("report");
  }

  private static Map<String, String> row(Module module, String name) {
    ResultsTable table = (ResultsTable) module.getOutput("table");
    for (int i = 0; i < table.size(); i++) {
      if (table.getStringValue("Name", i).equals(name)) {
        Map<String, String> row = new HashMap<>();
        for (String column : List.of("State", "Family", "Size", "Licence", "Accepted", "Where")) {
          row.put(column, table.getStringValue(column, i));
        }
        return row;
      }
    }
    throw new AssertionError("no row " + name);
  }

  private Path checkpoint() {
    return host.library()
        .folder
        .resolve("cache/models--CompVis--stable-diffusion-v1-4/snapshots")
        .resolve(LocalHub.COMMIT);
  }

  @Test
  @DisplayName("lists what is installed and what can be fetched, and offers both")
  void lists() {
    Module module = run("list", "");

    assertThat(report(module)).isEmpty();
    assertThat(row(module, "miniature"))
        .containsEntry("State", "inside the engine")
        .containsEntry("Licence", "apache-2.0");
    assertThat(row(module, MODEL))
        .containsEntry("State", "can be fetched")
        .containsEntry("Family", "Stable Diffusion v1-4")
        .containsEntry("Licence", LICENCE)
        .containsEntry("Accepted", "");
    assertThat(row(module, "hf:CompVis/stable-diffusion-v-1-4-original#sd-v1-4.ckpt"))
        .containsEntry("Size", "4.27 GB");
    assertThat(
            host.context()
                .service(org.scijava.object.ObjectService.class)
                .getObjects(ManagedModel.class))
        .contains(new ManagedModel("miniature"), new ManagedModel(MODEL));
  }

  @Test
  @DisplayName("fetches nothing before the licence is accepted, and then says when it was")
  void license() throws IOException {
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY)) {
      host.library().use(hub);

      String refused = reason("fetch", MODEL);

      assertThat(refused)
          .contains("is under a licence that you have not accepted")
          .contains("1. You can't use the model to deliberately produce nor share illegal")
          .contains("To provide medical advice and medical results interpretation;")
          .contains("https://huggingface.co/spaces/CompVis/stable-diffusion-license")
          .contains("accept=" + LICENCE);
      assertThat(refused.lines()).allMatch(line -> line.length() <= 110);
      assertThat(host.library().folder.resolve("cache")).doesNotExist();
      assertThat(reason("fetch", MODEL, "accept", "apache-2.0")).isEqualTo(refused);

      Module fetched = run("fetch", MODEL, "accept", LICENCE);

      assertThat(report(fetched)).isEqualTo(MODEL + " is at " + checkpoint());
      assertThat(row(fetched, MODEL))
          .containsEntry("State", "fetched")
          .containsEntry("Family", "Stable Diffusion v1")
          .containsEntry("Licence", LICENCE)
          .containsEntry("Accepted", LocalDate.now().toString())
          .containsEntry("Where", checkpoint().toString());
      Acceptance acceptance =
          new AcceptanceFile(host.library().folder.resolve("own/accepted-licenses.json"))
              .read()
              .get(0);
      assertThat(acceptance.revision()).isEqualTo(LocalHub.COMMIT);
      assertThat(acceptance.way()).isEqualTo("macro");
      assertThat(host.status().lines)
          .anyMatch(line -> line.matches("1000/1000 Fetching file \\d+ of \\d+: .*"));
    }
  }

  @Test
  @DisplayName("is what lets commands use a model, and only once its licence is accepted")
  void use() throws IOException {
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY)) {
      host.library().use(hub);
      Map<String, Object> inputs = Map.of("prompt", "x", "steps", 1, "model", MODEL);
      assertThat(TestContext.reason(host.run(TextToImageCommand.class, inputs)))
          .startsWith(MODEL + " is not on this machine, or not as a whole.")
          .contains("model=[" + MODEL + "]");
      assertThat(hub.asked).isEmpty();
      report(run("fetch", MODEL, "accept", LICENCE));

      host.run(TextToImageCommand.class, inputs);
      Files.delete(host.library().folder.resolve("own/accepted-licenses.json"));
      Module refused = host.run(TextToImageCommand.class, inputs);

      assertThat(host.engine().references).hasSize(1);
      assertThat(host.engine().references.get(0).checkpoint()).contains(checkpoint());
      assertThat(TestContext.reason(refused))
          .contains("is under a licence that you have not accepted");
    }
  }

  @Test
  @DisplayName("prefers half precision where asked to, verifies, and removes")
  void manages() throws IOException {
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY)) {
      host.library().use(hub);
      assertThat(report(run("where", MODEL))).contains("'fetch' would put it into");
      report(run("fetch", MODEL, "accept", LICENCE, "half", true));
      Path unet = checkpoint().resolve("unet");
      assertThat(unet.resolve("diffusion_pytorch_model.fp16.safetensors")).exists();
      assertThat(unet.resolve("diffusion_pytorch_model.safetensors")).doesNotExist();
      assertThat(report(run("where", MODEL))).isEqualTo(MODEL + " is at " + checkpoint());

      assertThat(report(run("verify", MODEL)).lines()).hasSize(10);
      Files.writeString(unet.resolve("diffusion_pytorch_model.fp16.safetensors"), "other");
      assertThat(reason("verify", MODEL))
          .startsWith("1 of 10 files of " + MODEL + " are not as they should be:")
          .contains("expected SHA-256");

      assertThat(report(run("remove", MODEL))).isEqualTo("Removed " + MODEL);
      assertThat(checkpoint()).doesNotExist();
      assertThat(reason("verify", MODEL))
          .isEqualTo(MODEL + " is not on this machine; 'fetch' gets it");
      assertThat(reason("fetch", "")).startsWith("no model is named. Choose one of the list");
    }
  }

  @Test
  @DisplayName("sends the token of the options, and writes it nowhere")
  void token() throws IOException {
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY).requiring("hf_secret")) {
      host.library().use(hub);
      assertThat(reason("fetch", MODEL, "accept", LICENCE))
          .contains("answers 401")
          .contains("Edit > Options > Stable Diffusion..., 'Hub token'");

      EngineOptions options =
          host.context().service(OptionsService.class).getOptions(EngineOptions.class);
      options.setInput("hubToken", " hf_secret ");
      Module fetched = run("fetch", MODEL, "accept", LICENCE);

      assertThat(report(fetched)).isEqualTo(MODEL + " is at " + checkpoint());
      assertThat(hub.asked).anyMatch(line -> line.endsWith(" Bearer hf_secret"));
      assertThat(RecordedInputs.of(options)).containsKey("device").doesNotContainKey("hubToken");
      RecordedInputs.Encode encode = new RecordedInputs.Encode();
      encode.process(options);
      assertThat(options.getInput("hubToken")).isNull();
      new RecordedInputs.Restore().process(options);
      assertThat(options.hubToken()).contains("hf_secret");
      assertThat(options.settings().toString()).doesNotContain("secret");
      assertThat(host.status().lines).noneMatch(line -> line.contains("secret"));
      options.setInput("hubToken", "hf secret");
      options.run();
      assertThat(options.getCancelReason())
          .startsWith("the hub token has characters")
          .doesNotContain("secret");
    }
  }

  @Test
  @DisplayName("without a network says how to get a model by hand, and finds it where it was put")
  void byHand() throws IOException {
    String reason = reason("fetch", MODEL, "accept", LICENCE);

    Path place = host.library().folder.resolve("own/hub").resolve(REPOSITORY).toAbsolutePath();
    assertThat(reason.replace('\n', ' '))
        .contains("By hand: fetch these files of https://huggingface.co/" + REPOSITORY)
        .contains(place.normalize().toString())
        .contains("unet/diffusion_pytorch_model.safetensors");
    copy(CONFORMANCE.resolve("tiny-diffusers"), place);

    assertThat(host.context().service(ModelService.class).installed())
        .extracting(InstalledModel::name)
        .contains(MODEL);
    assertThat(report(run("where", MODEL))).startsWith(MODEL + " is at ");
    assertThat(report(run("remove", MODEL))).contains("was put there by hand, and is not deleted");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  @DisplayName("is cancelled by Esc within a file, and goes on from there")
  void cancel() throws Exception {
    String large = "unet/diffusion_pytorch_model.safetensors";
    try (LocalHub hub = LocalHub.withFolder(REPOSITORY).with(large, "w".repeat(400_000))) {
      host.library().use(hub.stallingAt(large));
      Module[] module = new Module[1];
      Thread thread = new Thread(() -> module[0] = run("fetch", MODEL, "accept", LICENCE));
      thread.start();
      while (thread.isAlive()
          && host.status().lines.stream().noneMatch(line -> line.contains("Fetching file"))) {
        Thread.sleep(20);
      }
      IJ.setKeyDown(KeyEvent.VK_ESCAPE);
      thread.join(60_000);

      assertThat(TestContext.reason(module[0]))
          .isEqualTo(
              "Manage Models was cancelled: what has arrived is kept, and fetching goes on from"
                  + " there");
      hub.stallingAt("");
      report(run("fetch", MODEL, "accept", LICENCE));
      assertThat(checkpoint().resolve(large)).hasSize(400_000);
    }
  }

  @Test
  @DisplayName(
      "a conversion says how far it is; cancelled, it leaves nothing, and can be done again")
  void cancelConversion() throws IOException {
    Path file =
        Files.copy(
            Path.of("src/test/resources/org/latentj/imagej/tiny-inpainting.safetensors"),
            folder.resolve("tiny.safetensors"));
    Path made = folder.resolve("converted/made");
    Object[] inputs = {
      "path",
      file.toString(),
      "to",
      made.toString(),
      "tokenizer",
      CONFORMANCE.resolve("tiny-diffusers/tokenizer").toString()
    };
    host.status().onStatus =
        line -> {
          if (line.matches("[1-9]\\d*/1000 Converting: .*")) {
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
          }
        };

    String reason = reason("convert", "", inputs);

    assertThat(reason)
        .isEqualTo("Manage Models was cancelled: nothing was written; the file is as it was");
    try (var left = Files.list(made.getParent())) {
      assertThat(left).isEmpty();
    }
    host.status().onStatus = line -> {};
    assertThat(report(run("convert", "", inputs))).isEqualTo("Made " + made);
    assertThat(host.status().lines)
        .anyMatch(line -> line.matches("0/1000 Converting: 0 bytes of .*"))
        .anyMatch(line -> line.matches("1000/1000 Converting: (.*) of \\1"));
  }

  @Test
  @DisplayName(
      "makes a folder of a file, says what the file is, and where its vocabulary comes from")
  void convert() throws IOException {
    Path file =
        Files.copy(
            Path.of("src/test/resources/org/latentj/imagej/tiny-inpainting.safetensors"),
            folder.resolve("tiny.safetensors"));
    ModelService models = host.context().service(ModelService.class);
    assertThat(models.add(file).family()).isEqualTo("Stable Diffusion v1 inpainting");
    assertThat(
            reason("convert", "tiny.safetensors", "to", folder.resolve("made").toString())
                .replace('\n', ' '))
        .contains("holds no vocabulary, as all single files. Put a folder 'tokenizer'");

    Path made = folder.resolve("made");
    String tokenizer = CONFORMANCE.resolve("tiny-diffusers/tokenizer").toString();
    Module converted =
        run("convert", "tiny.safetensors", "to", made.toString(), "tokenizer", tokenizer);

    assertThat(report(converted)).isEqualTo("Made " + made);
    assertThat(made.resolve("model_index.json")).exists();
    assertThat(reason("convert", "", "path", made.toString())).contains("is a folder already");
    assertThat(reason("convert", "tiny.safetensors", "to", made.toString(), "tokenizer", tokenizer))
        .contains("exists already");

    // A vocabulary of the same generation serves single files from now on.
    models.add(made);
    assertThat(models.find("tiny.safetensors").options().checkpoint().tokenizerFolder())
        .contains(made.resolve("tokenizer"));
    Files.move(made.resolve("tokenizer"), folder.resolve("tokenizer"));
    assertThat(models.find("tiny.safetensors").options().checkpoint().tokenizerFolder())
        .contains(folder.resolve("tokenizer"));
    assertThat(report(run("remove", "made"))).contains("its files are where they were");
    report(run("remove", "tiny.safetensors"));
  }
}
