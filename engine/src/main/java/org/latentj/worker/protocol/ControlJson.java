package org.latentj.worker.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;

/** ControlNets of a request as JSON; their hints follow the request's own pictures. */
final class ControlJson {
  private static final String HOLE = "hole";

  private ControlJson() {}

  static JsonArray write(List<Control> controls, Pixels pixels) {
    JsonArray array = new JsonArray();
    for (Control control : controls) {
      JsonObject json = new JsonObject();
      json.addProperty("network", control.network().toString());
      json.addProperty("scale", control.scale());
      json.addProperty("start", control.start());
      json.addProperty("end", control.end());
      json.addProperty("guess", control.guessMode());
      json.addProperty("preprocessor", control.image().preprocessor());
      json.add("hint", pixels.add(control.image().picture()));
      control.image().hole().ifPresent(hole -> json.add(HOLE, pixels.add(hole)));
      array.add(json);
    }
    return array;
  }

  /** Those of a request, whose own pictures have been read. */
  static List<Control> read(Fields request, Pixels pixels) throws ProtocolException {
    List<Control> controls = new ArrayList<>();
    for (Fields json : request.optionalObjects("controls")) {
      Path network =
          ModelJson.path(json, "network")
              .orElseThrow(() -> new ProtocolException("expected a path as \"network\""));
      Picture picture = pixels.picture(json.object("hint"));
      Optional<Fields> size = json.optionalObject(HOLE);
      Optional<Mask> hole = Optional.empty();
      if (size.isPresent()) {
        hole = Optional.of(pixels.mask(size.get()));
      }
      controls.add(
          new Control(
              network,
              new ControlImage(picture, hole, json.text("preprocessor")),
              json.decimal("scale"),
              json.decimal("start"),
              json.decimal("end"),
              json.flag("guess")));
    }
    return controls;
  }
}
