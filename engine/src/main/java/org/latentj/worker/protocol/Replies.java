package org.latentj.worker.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.ModelInfo;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.metadata.GenerationParameters;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.request.Progress;
import org.latentj.request.SafetyCheck;

/** What a worker sends, but for {@link Failures}. */
public final class Replies {
  /** Changes with every change of the messages: a worker of another version is refused. */
  public static final int VERSION = 4;

  private Replies() {}

  /** The first message. */
  public static Frame hello() {
    JsonObject fields = new JsonObject();
    fields.addProperty("protocol", VERSION);
    return Message.frame(MessageType.HELLO, 0, fields);
  }

  /**
   * Reads a {@code HELLO}.
   *
   * @throws ProtocolException if the worker speaks another version
   */
  public static void checkHello(Message message) throws ProtocolException {
    int version = message.fields().integer("protocol");
    if (version != VERSION) {
      throw new ProtocolException(
          ("expected a worker of protocol version %d but got one of %d: its class path holds another"
                  + " version of the engine")
              .formatted(VERSION, version));
    }
  }

  /** The worker works. */
  public static Frame alive(long id) {
    return Message.frame(MessageType.ALIVE, id, new JsonObject());
  }

  /** How far a request is; computes the preview. */
  public static Frame progress(long id, Progress progress) {
    JsonObject fields = new JsonObject();
    fields.addProperty("stage", progress.stage().name());
    fields.addProperty("step", progress.step());
    fields.addProperty("steps", progress.steps());
    fields.addProperty("elapsed", progress.elapsed().toNanos());
    progress.remaining().ifPresent(left -> fields.addProperty("remaining", left.toNanos()));
    Pixels pixels = new Pixels();
    progress.preview().ifPresent(preview -> fields.add("preview", pixels.add(preview.get())));
    return Message.frame(MessageType.PROGRESS, id, fields, pixels);
  }

  /** Reads a {@code PROGRESS}. */
  public static Progress progress(Message message) throws ProtocolException {
    Fields fields = message.fields();
    Pixels pixels = message.pixels();
    Optional<Supplier<Picture>> preview = Optional.empty();
    Optional<Fields> size = fields.optionalObject("preview");
    if (size.isPresent()) {
      Picture picture = pixels.picture(size.get());
      preview = Optional.of(() -> picture);
    }
    pixels.end();
    return new Progress(
        fields.choice("stage", Progress.Stage.class),
        fields.integer("step"),
        fields.integer("steps"),
        Duration.ofNanos(fields.whole("elapsed")),
        fields.optionalWhole("remaining").map(Duration::ofNanos),
        preview);
  }

  /** The model is loaded. */
  public static Frame loaded(long id, ModelInfo info) {
    JsonObject fields = new JsonObject();
    fields.add("info", ModelJson.write(info));
    return Message.frame(MessageType.LOADED, id, fields);
  }

  /** Reads a {@code LOADED}. */
  public static ModelInfo loaded(Message message) throws ProtocolException {
    return ModelJson.readInfo(message.fields().object("info"));
  }

  /** The pictures. */
  public static Frame result(long id, GenerationResult result) {
    JsonObject fields = new JsonObject();
    Pixels pixels = new Pixels();
    JsonArray pictures = new JsonArray();
    result.pictures().forEach(picture -> pictures.add(write(picture, pixels)));
    fields.add("pictures", pictures);
    fields.addProperty("model", result.model());
    fields.addProperty("modelHash", result.modelHash());
    fields.addProperty("device", result.device());
    fields.addProperty("precision", result.precision());
    fields.addProperty("duration", result.duration().toNanos());
    JsonArray remarks = new JsonArray();
    result.remarks().forEach(remarks::add);
    fields.add("remarks", remarks);
    return Message.frame(MessageType.RESULT, id, fields, pixels);
  }

  private static JsonObject write(GeneratedPicture picture, Pixels pixels) {
    JsonObject json = new JsonObject();
    json.add("picture", pixels.add(picture.picture()));
    json.addProperty("seed", picture.seed());
    json.addProperty("source", picture.source().name());
    json.addProperty("prompt", picture.parameters().prompt());
    json.addProperty("negativePrompt", picture.parameters().negativePrompt());
    JsonObject settings = new JsonObject();
    picture.parameters().settings().forEach(settings::addProperty);
    json.add("settings", settings);
    json.add("safety", write(picture.safety()));
    return json;
  }

  private static JsonObject write(SafetyCheck check) {
    JsonObject json = new JsonObject();
    json.addProperty("outcome", check.outcome().name());
    JsonArray concepts = new JsonArray();
    check.concepts().forEach(concepts::add);
    json.add("concepts", concepts);
    JsonArray special = new JsonArray();
    check.specialCare().forEach(special::add);
    json.add("specialCare", special);
    return json;
  }

  private static SafetyCheck readSafety(Fields json) throws ProtocolException {
    return new SafetyCheck(
        json.choice("outcome", SafetyCheck.Outcome.class),
        json.decimals("concepts"),
        json.decimals("specialCare"));
  }

  /**
   * Reads a {@code RESULT}.
   *
   * @param request what was asked for
   */
  public static GenerationResult result(Message message, GenerationRequest request)
      throws ProtocolException {
    Fields fields = message.fields();
    Pixels pixels = message.pixels();
    List<GeneratedPicture> pictures = new ArrayList<>();
    for (Fields picture : fields.objects("pictures")) {
      pictures.add(read(picture, pixels));
    }
    pixels.end();
    return new GenerationResult(
        request,
        pictures,
        fields.text("model"),
        fields.text("modelHash"),
        fields.text("device"),
        fields.text("precision"),
        Duration.ofNanos(fields.whole("duration")),
        fields.texts("remarks"));
  }

  private static GeneratedPicture read(Fields json, Pixels pixels) throws ProtocolException {
    try {
      return new GeneratedPicture(
          pixels.picture(json.object("picture")),
          json.whole("seed"),
          new GenerationParameters(
              json.text("prompt"), json.text("negativePrompt"), json.object("settings").allTexts()),
          json.choice("source", DigitalSource.class),
          readSafety(json.object("safety")));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("a result holds parameters that are none: " + e.getMessage(), e);
    }
  }
}
