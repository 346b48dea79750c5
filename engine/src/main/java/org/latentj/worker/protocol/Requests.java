package org.latentj.worker.protocol;

import com.google.gson.JsonObject;
import java.util.List;
import org.latentj.ModelReference;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.request.Control;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.MaskBlending;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;

/** What a parent sends. */
public final class Requests {
  private static final String MODEL = "model";
  private static final String REQUEST = "request";

  private Requests() {}

  /** Asks to load a model. */
  public static Frame load(long id, ModelReference model) {
    JsonObject fields = new JsonObject();
    fields.add(MODEL, ModelJson.write(model));
    return Message.frame(MessageType.LOAD, id, fields);
  }

  /** Asks for pictures. */
  public static Frame generate(long id, ModelReference model, GenerationRequest request) {
    JsonObject fields = new JsonObject();
    fields.add(MODEL, ModelJson.write(model));
    Pixels pixels = new Pixels();
    fields.add(REQUEST, write(request, pixels));
    return Message.frame(MessageType.GENERATE, id, fields, pixels);
  }

  /** Asks to end a request; of no effect when it has ended. */
  public static Frame cancel(long id) {
    return Message.frame(MessageType.CANCEL, id, new JsonObject());
  }

  /** The model of a {@code LOAD} or {@code GENERATE}. */
  public static ModelReference model(Message message) throws ProtocolException {
    return ModelJson.read(message.fields().object(MODEL));
  }

  /** The request of a {@code GENERATE}. */
  public static GenerationRequest request(Message message) throws ProtocolException {
    Pixels pixels = message.pixels();
    GenerationRequest request;
    try {
      request = read(message.fields().object(REQUEST), pixels);
    } catch (IllegalArgumentException e) {
      // The parent's own records let no such value pass.
      throw new ProtocolException("a request holds a value out of range: " + e.getMessage(), e);
    }
    pixels.end();
    return request;
  }

  private static JsonObject write(GenerationRequest request, Pixels pixels) {
    JsonObject json = new JsonObject();
    json.addProperty("prompt", request.prompt());
    json.add("settings", SettingsJson.write(request.settings()));
    if (request instanceof TextToImage text) {
      json.addProperty("kind", "text");
      json.addProperty("width", text.width());
      json.addProperty("height", text.height());
    } else if (request instanceof ImageToImage image) {
      json.addProperty("kind", "image");
      json.add("image", pixels.add(image.image()));
      json.addProperty("strength", image.strength());
    } else {
      Inpainting inpainting = (Inpainting) request;
      json.addProperty("kind", "inpainting");
      json.add("image", pixels.add(inpainting.image()));
      json.add("mask", pixels.add(inpainting.mask()));
      json.addProperty("strength", inpainting.strength());
      json.addProperty("fill", inpainting.fill().name());
      json.addProperty("composite", inpainting.composite());
      json.addProperty("blending", inpainting.blending().name());
    }
    if (!request.controls().isEmpty()) {
      json.add("controls", ControlJson.write(request.controls(), pixels));
    }
    return json;
  }

  private static GenerationRequest read(Fields json, Pixels pixels) throws ProtocolException {
    String prompt = json.text("prompt");
    Settings settings = SettingsJson.read(json.object("settings"));
    String kind = json.text("kind");
    if (kind.equals("text")) {
      int width = json.integer("width");
      int height = json.integer("height");
      List<Control> controls = ControlJson.read(json, pixels);
      return new TextToImage(prompt, width, height, settings, controls);
    }
    if (!kind.equals("image") && !kind.equals("inpainting")) {
      throw new ProtocolException("expected a kind of request but got \"%s\"".formatted(kind));
    }
    Picture image = pixels.picture(json.object("image"));
    double strength = json.decimal("strength");
    if (kind.equals("image")) {
      List<Control> controls = ControlJson.read(json, pixels);
      return new ImageToImage(prompt, image, strength, settings, controls);
    }
    Mask mask = pixels.mask(json.object("mask"));
    MaskFill fill = json.choice("fill", MaskFill.class);
    MaskBlending blending = json.choice("blending", MaskBlending.class);
    return new Inpainting(
        prompt,
        image,
        mask,
        strength,
        fill,
        json.flag("composite"),
        settings,
        blending,
        ControlJson.read(json, pixels));
  }
}
