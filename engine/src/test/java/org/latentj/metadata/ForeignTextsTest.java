package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Parameters that other versions and programs wrote:")
class ForeignTextsTest {

  @Test
  @DisplayName("the first web UI of 2022, in batches")
  void earlyWebUi() {
    GenerationParameters parameters =
        ParametersText.parse(
            "a house\nSteps: 20, Sampler: LMS Karras, CFG scale: 7.5, Seed: 1234,"
                + " Face restoration: GFPGAN, Size: 512x512, Model hash: 7460a6fa, Batch size: 4,"
                + " Batch pos: 2, Denoising strength: 0.7, First pass size: 0x0");
    assertThat(parameters.sampler()).contains("LMS Karras");
    assertThat(parameters.cfgScale()).hasValue(7.5);
    assertThat(parameters.modelHash()).contains("7460a6fa");
    assertThat(parameters.denoisingStrength()).hasValue(0.7);
    assertThat(parameters.extras())
        .containsExactly(
            entry("Batch size", "4"), entry("Batch pos", "2"), entry("First pass size", "0x0"));
  }

  @Test
  @DisplayName("inpainting, with what the web UI leaves at its defaults missing")
  void inpainting() {
    GenerationParameters parameters =
        ParametersText.parse(
            "a door\nSteps: 30, Sampler: DDIM, Schedule type: Automatic, CFG scale: 7, Seed: 5,"
                + " Size: 512x512, Model hash: c6bbc15e32, Model: sd-v1-5-inpainting,"
                + " Denoising strength: 1, Conditional mask weight: 1.0, Mask blur: 4,"
                + " Inpaint area: Only masked, Masked area padding: 32,"
                + " Masked content: latent noise, Version: v1.9.4");
    assertThat(parameters.scheduleType()).contains("Automatic");
    assertThat(parameters.denoisingStrength()).hasValue(1);
    assertThat(parameters.setting("Conditional mask weight")).contains("1.0");
    assertThat(parameters.extras())
        .containsExactly(
            entry(ParameterKeys.MASK_BLUR, "4"),
            entry(ParameterKeys.INPAINT_AREA, "Only masked"),
            entry(ParameterKeys.MASKED_AREA_PADDING, "32"),
            entry(ParameterKeys.MASKED_CONTENT, "latent noise"));
    assertThat(parameters.clipSkip()).isEmpty();
    assertThat(parameters.tiling()).isFalse();
  }

  @Test
  @DisplayName("extensions, with quoted lists of their own settings")
  void extensions() {
    GenerationParameters parameters =
        ParametersText.parse(
            "x\nNegative prompt: y\nSteps: 25, Sampler: DPM++ SDE, Seed: 42, ControlNet 0: \"Module:"
                + " canny, Model: control_v11p [d14c016b], Weight: 1\", ADetailer model:"
                + " face_yolov8n.pt, ADetailer prompt: \"a \\\"smile\\\", teeth\\nBREAK\","
                + " TI hashes: \"neg: 66a7279a, neg: 66a7279a\", Pad conds: True, Version: f2.0.1");
    assertThat(parameters.setting("ControlNet 0"))
        .contains("Module: canny, Model: control_v11p [d14c016b], Weight: 1");
    assertThat(parameters.setting("ADetailer prompt")).contains("a \"smile\", teeth\nBREAK");
    assertThat(parameters.setting("TI hashes")).contains("neg: 66a7279a, neg: 66a7279a");
    assertThat(parameters.negativePrompt()).isEqualTo("y");
    assertThat(ParametersText.parse(ParametersText.format(parameters))).isEqualTo(parameters);
  }

  @Test
  @DisplayName("Civitai, with JSON that nobody quoted")
  void civitai() {
    GenerationParameters parameters =
        ParametersText.parse(
            "cat\nSteps: 25, Sampler: Undefined, CFG scale: 3.5, Seed: 3, Size: 832x1216,"
                + " Clip skip: 2, Created Date: 2024-09-01T1030Z,"
                + " Civitai resources: [{\"type\":\"checkpoint\",\"modelVersionId\":691639}],"
                + " Civitai metadata: {}");
    assertThat(parameters.clipSkip()).hasValue(2);
    assertThat(parameters.width()).hasValue(832);
    // Read as the web UI's expression reads it: up to the first comma.
    assertThat(parameters.setting("Civitai resources")).contains("[{\"type\":\"checkpoint\"");
    assertThat(parameters.setting("Civitai metadata")).contains("{}");
  }

  @Test
  @DisplayName("Windows line ends, a trailing comma, and tabs")
  void lineEnds() {
    GenerationParameters parameters =
        ParametersText.parse(
            "a\r\nb\r\nNegative prompt: c\r\nSteps:20,Sampler:\tEuler, Seed:  7,\r\n");
    assertThat(parameters.prompt()).isEqualTo("a\nb");
    assertThat(parameters.negativePrompt()).isEqualTo("c");
    assertThat(parameters.steps()).hasValue(20);
    assertThat(parameters.sampler()).contains("Euler");
    assertThat(parameters.seed()).hasValue(7);
  }

  @Test
  @DisplayName("a workflow in JSON, which is none of this, stays text")
  void workflow() {
    String json = "{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 5}}}";
    GenerationParameters parameters = ParametersText.parse(json);
    assertThat(parameters.prompt()).isEqualTo(json);
    assertThat(parameters.settings()).isEmpty();
  }
}
