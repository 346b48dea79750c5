package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.imagej.FakeGenerationService;
import org.latentj.imagej.TinyFiles;
import org.latentj.imagej.options.EngineOptions;
import org.scijava.Context;
import org.scijava.options.OptionsService;
import org.scijava.prefs.PrefService;

@DisplayName("Diagnostics")
class DiagnosticsTest {
  @TempDir private Path folder;
  private final Context context =
      new Context(
          FakeGenerationService.class, Diagnostics.class, OptionsService.class, PrefService.class);

  @AfterEach
  void close() {
    context.dispose();
  }

  private String text() {
    return context.service(Diagnostics.class).text();
  }

  @Test
  @DisplayName("list what extends models, with the names that prompts can use, and the switches")
  void pictures() throws IOException {
    assertThat(text())
        .contains("VAE the model's own\n")
        .contains("Safety checker on, where a model brings one\n")
        .contains("Watermark off\n")
        .endsWith("Loaded fake on cpu in F32. There is no GPU.\n");
    Path loras = folder.resolve("loras");
    TinyFiles.lora(loras, "ink");
    TinyFiles.lora(loras, "wash");
    Path words = Files.createDirectory(folder.resolve("words"));
    EngineOptions options = context.service(OptionsService.class).getOptions(EngineOptions.class);
    options.setInput("loraFolder", loras.toString());
    options.setInput("embeddingsFolder", words.toString());
    options.setInput("controlNetsFolder", folder.resolve("gone").toString());
    options.setInput("vae", folder.resolve("vae.pt").toString());
    options.setInput("safetyChecker", false);
    options.setInput("watermark", true);
    options.setInput("hubToken", "hf_secret");

    assertThat(text())
        .contains("LoRA folder " + loras + " (ink, wash)\n")
        .contains("Embeddings folder " + words + " (no embedding)\n")
        .contains("ControlNets folder " + folder.resolve("gone") + " (not there)\n")
        .contains("VAE " + folder.resolve("vae.pt") + "\n")
        .contains("Safety checker switched off\n")
        .contains("Watermark on, from 256x256 pixels\n")
        .doesNotContain("secret");
  }
}
