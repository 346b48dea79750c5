package org.latentj.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.extend.Extensions;
import org.latentj.extend.lora.LoraReference;
import org.latentj.image.DigitalSource;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.NumericOverflowException;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.metadata.GenerationParameters;
import org.latentj.model.PredictionType;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Progress;
import org.latentj.request.SafetyCheck;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;
import org.latentj.runtime.TorchException;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

@DisplayName("Messages")
class MessageTest {
  private static final ModelReference MODEL = ModelReference.embedded(LoadOptions.defaults());
  private static final Picture PICTURE = Picture.ofRgb(2, 1, new byte[] {0, 1, -1, 127, -128, 10});
  private static final Mask MASK = Mask.of(2, 1, new float[] {0.1f, 1});

  /** Everything differs from the defaults, and the numbers have many digits. */
  private static final Settings SETTINGS =
      Settings.builder()
          .negativePrompt("\"quotes\", \\ and\nlines, \u00e4\u732b \ud83d\ude00 \u2028\u0000\u007f")
          .seed(Long.MIN_VALUE + 1)
          .batchSize(3)
          .batchSeeding(BatchSeeding.SEQUENTIAL)
          .noise(NoiseKind.GPU)
          .variationSeed(Long.MAX_VALUE)
          .variationStrength(1.0 / 3)
          .steps(999)
          .sampler(SamplerKind.HEUN)
          .schedule(ScheduleKind.KARRAS)
          .eta(Math.nextUp(0.1))
          .guidanceScale(Math.PI)
          .guidanceRescale(Double.MIN_VALUE)
          .clipSkip(2)
          .promptSyntax(PromptSyntax.values()[PromptSyntax.values().length - 1])
          .tiling(Tiling.BOTH)
          .watermark(new Watermark("by \u00e4nyone"))
          .deepCache(5)
          .deepCacheDepth(2)
          .tokenMerging(0.7000000000000001)
          .build();

  private static final Control CONTROL =
      new Control(Path.of("net.pth"), ControlImage.canny(PICTURE), 1.0 / 3, 0.1, 0.7, false);

  static List<GenerationRequest> requests() {
    return List.of(
        TextToImage.of(""),
        // Half of a surrogate pair: no UTF-8 has it.
        new TextToImage("a \ud83d cat", 64, 72, SETTINGS),
        new ImageToImage("x", PICTURE, 0.123456789012345678, SETTINGS),
        new Inpainting("x", PICTURE, MASK, 1, MaskFill.LATENT_NOISE, false, SETTINGS),
        new Inpainting(
            "x", PICTURE, MASK, 1, MaskFill.ORIGINAL, false, SETTINGS, MaskBlending.DIFFERENTIAL),
        Inpainting.of("x", PICTURE, MASK, 0.5, Settings.defaults()),
        TextToImage.of("x").withControls(CONTROL),
        new ImageToImage("x", PICTURE, 0.5, SETTINGS).withControls(CONTROL, CONTROL.guessing()),
        Inpainting.of("x", PICTURE, MASK, 0.5, SETTINGS)
            .withControls(
                Control.of(Path.of("a", "net"), ControlImage.inpaint(PICTURE, MASK)), CONTROL));
  }

  @ParameterizedTest
  @MethodSource("requests")
  @DisplayName("with a request bring it to the last bit")
  void request(GenerationRequest request) throws IOException {
    Message message = Message.of(Requests.generate(7, MODEL, request));
    assertThat(message.type()).isEqualTo(MessageType.GENERATE);
    assertThat(message.id()).isEqualTo(7);
    assertThat(Requests.request(message)).isEqualTo(request);
    assertThat(Requests.model(message)).isEqualTo(MODEL);
  }

  @Test
  @DisplayName("with a model bring all of its options")
  void model() throws IOException {
    CheckpointOptions checkpoint =
        CheckpointOptions.defaults()
            .withConfigFolder(Path.of("a b"))
            .withTokenizerFolder(Path.of("..", "t"))
            .withEma(CheckpointOptions.Ema.NON_EMA)
            .withPredictionType(PredictionType.V_PREDICTION)
            .withVariant("fp16")
            .withVae(Path.of("vae", "ft-mse"));
    Extensions extensions =
        Extensions.NONE
            .withLora(new LoraReference(Path.of("l", "a b.safetensors"), 0.1, -1.5))
            .withLoraFolder(Path.of("loras"))
            .withEmbeddings(Path.of("e"))
            .withEmbeddings(Path.of("e", "x.pt"));
    ModelReference model =
        ModelReference.of(
            Path.of("relative", "model.ckpt"),
            new LoadOptions(
                "cuda:3", Precision.BF16, checkpoint, MemoryMode.LOW, false, extensions));
    assertThat(Requests.model(Message.of(Requests.load(1, model)))).isEqualTo(model);
  }

  @Test
  @DisplayName("with a result bring pictures, parameters and remarks")
  void result() throws IOException {
    GenerationParameters parameters =
        GenerationParameters.builder()
            .prompt("a, b: c\n\"d\"")
            .negativePrompt("e")
            .steps(4)
            .seed(12)
            .set("Unknown thing", "with, comma")
            .build();
    GenerationRequest request = TextToImage.of("a");
    GenerationResult result =
        new GenerationResult(
            request,
            List.of(
                new GeneratedPicture(
                    PICTURE, -5, parameters, DigitalSource.TRAINED_ALGORITHMIC_MEDIA),
                new GeneratedPicture(
                    Picture.ofRgb(1, 1, new byte[3]),
                    6,
                    parameters,
                    DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
                    new SafetyCheck(
                        SafetyCheck.Outcome.FLAGGED, List.of(-0.125, 0.003), List.of(-0.4)))),
            "name",
            "abc",
            "cuda:0",
            "F16",
            Duration.ofNanos(123456789012345L),
            List.of("rounded", "\u00e4"));
    GenerationResult back = Replies.result(Message.of(Replies.result(3, result)), request);
    assertThat(back).isEqualTo(result);
    assertThat(back.first().parameters().settings().keySet())
        .containsExactlyElementsOf(parameters.settings().keySet());
  }

  @Test
  @DisplayName("with progress bring it, and the preview that was to be computed")
  void progress() throws IOException {
    Progress progress =
        new Progress(
            Progress.Stage.SAMPLING,
            2,
            5,
            Duration.ofNanos(17),
            Optional.of(Duration.ofSeconds(3, 1)),
            Optional.of(() -> PICTURE));
    Progress back = Replies.progress(Message.of(Replies.progress(1, progress)));
    assertThat(back).usingRecursiveComparison().ignoringFields("preview").isEqualTo(progress);
    assertThat(back.preview().orElseThrow().get()).isEqualTo(PICTURE);

    Progress bare =
        new Progress(
            Progress.Stage.DECODING, 0, 1, Duration.ZERO, Optional.empty(), Optional.empty());
    assertThat(Replies.progress(Message.of(Replies.progress(1, bare)))).isEqualTo(bare);
  }

  @Test
  @DisplayName("with a model's description bring it")
  void loaded() throws IOException {
    ModelInfo info = new ModelInfo("n", "cpu", "CPU, as asked for", "F32", 512, "1.0");
    assertThat(Replies.loaded(Message.of(Replies.loaded(1, info)))).isEqualTo(info);
  }

  static List<RuntimeException> failures() {
    return List.of(
        new IllegalArgumentException("a"),
        new CheckpointException("b: \"c\""),
        new TorchException("d"),
        new NumericOverflowException("e"),
        new GenerationCancelledException("f"),
        new IllegalStateException("g"),
        new UncheckedIOException("h", new IOException("i")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  @DisplayName("with a failure bring the same exception, and where it was thrown")
  void failure(RuntimeException failure) throws IOException {
    RuntimeException back = Failures.failure(Message.of(Failures.failure(1, failure)));
    assertThat(back).hasSameClassAs(failure).hasMessage(failure.getMessage());
    assertThat(back).rootCause().hasMessageContaining("at org.latentj.worker.protocol.MessageTest");
  }

  @Test
  @DisplayName("with a failure that nobody expects name its class")
  void unexpectedFailure() throws IOException {
    Frame frame = Failures.failure(1, new StackOverflowError());
    assertThat(Failures.failure(Message.of(frame)))
        .hasMessage("the engine failed in its worker: java.lang.StackOverflowError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense {",
        "[]",
        "null",
        "{}",
        "{'type':'GENERATE'}",
        "{'type':'DANCE','id':1}",
        "{'type':'GENERATE','id':'one'}",
        "{'type':'GENERATE','id':1.5}",
        "{'type':'GENERATE','id':99999999999999999999}"
      })
  @DisplayName("whose header is none are refused")
  void badHeaders(String header) {
    Frame frame = Frame.of(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Message.of(frame)).isInstanceOf(ProtocolException.class);
  }

  private static Message altered(GenerationRequest request, String from, String to, byte[] body)
      throws IOException {
    Frame frame = Requests.generate(1, MODEL, request);
    String header = new String(frame.header(), StandardCharsets.UTF_8);
    assertThat(header).contains(from);
    byte[] altered = header.replace(from, to).getBytes(StandardCharsets.UTF_8);
    return Message.of(new Frame(altered, body == null ? frame.body() : body));
  }

  @Test
  @DisplayName("whose values are out of range or of another type are refused, naming them")
  void badValues() throws IOException {
    TextToImage text = TextToImage.of("a");
    List<Message> messages =
        List.of(
            altered(text, "\"steps\":50", "\"steps\":0", null),
            altered(text, "\"steps\":50", "\"steps\":\"50\"", null),
            altered(text, "\"steps\":50", "\"steps\":4294967346", null),
            altered(text, "\"steps\":50", "\"stops\":50", null),
            altered(text, "\"kind\":\"text\"", "\"kind\":\"song\"", null),
            altered(text, "\"sampler\":\"PLMS\"", "\"sampler\":\"NONE\"", null),
            altered(text, "\"deepCacheInterval\":1", "\"deepCacheInterval\":0", null));
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThatThrownBy(() -> Requests.request(message))
                    .isInstanceOf(ProtocolException.class));
  }

  @Test
  @DisplayName("whose pictures are larger or smaller than their bytes are refused")
  void badPixels() throws IOException {
    ImageToImage request = new ImageToImage("x", PICTURE, 0.5, Settings.defaults());
    String width = "\"width\":2";
    List<Message> messages =
        List.of(
            altered(request, width, "\"width\":3", null),
            altered(request, width, "\"width\":1", null),
            altered(request, width, "\"width\":0", null),
            altered(request, width, "\"width\":-2", null),
            altered(request, width, "\"width\":2147483647", null),
            altered(request, width, width, new byte[5]),
            altered(request, width, width, new byte[7]));
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThatThrownBy(() -> Requests.request(message))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("bytes"));
  }
}
