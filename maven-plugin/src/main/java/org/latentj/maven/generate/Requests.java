package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingOptionsBuilder;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ControlInput;
import org.latentj.maven.manifest.InitImage;
import org.latentj.maven.manifest.Selection;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;

/** Turns assets into what models are asked for. */
final class Requests {
  private Requests() {}

  /**
   * What an asset asks for; reads its pictures.
   *
   * @throws IllegalArgumentException if a picture cannot be read, or the mask has another size or
   *     selects nothing
   */
  static Order of(Asset asset) {
    if (asset.init().isPresent()) {
      return ofInit(asset, asset.init().get());
    }
    TextToImage request =
        TextToImage.of(asset.prompt(), asset.settings()).withControls(controls(asset));
    return new Order.Whole(
        asset.size().map(s -> request.withSize(s.width(), s.height())).orElse(request));
  }

  private static Order ofInit(Asset asset, InitImage init) {
    Picture image = read("init", init.image());
    if (init.selection().isEmpty()) {
      return new Order.Whole(
          new ImageToImage(asset.prompt(), image, init.strength(), asset.settings())
              .withControls(controls(asset)));
    }
    Selection selection = init.selection().get();
    return new Order.Part(
        asset.prompt(),
        image,
        Mask.of(read("mask", selection.mask())),
        options(selection, init.strength(), asset.settings()));
  }

  private static Control[] controls(Asset asset) {
    return asset.extensions().controls().stream().map(Requests::control).toArray(Control[]::new);
  }

  private static Control control(ControlInput input) {
    Picture picture = read("control", input.image());
    ControlImage hint =
        switch (input.preprocessing()) {
          case NONE -> ControlImage.of(picture);
          case CANNY -> ControlImage.canny(picture);
          case SCRIBBLE -> ControlImage.scribble(picture);
        };
    return new Control(
        input.network().path().orElseThrow(),
        hint,
        input.weight(),
        input.start(),
        input.end(),
        input.guess());
  }

  private static InpaintingOptions options(
      Selection selection, double strength, Settings settings) {
    InpaintingOptionsBuilder options =
        InpaintingOptions.builder()
            .strength(strength)
            .fill(selection.fill())
            .composite(selection.composite())
            .settings(settings);
    selection.grow().ifPresent(options::grow);
    selection.feather().ifPresent(options::feather);
    selection.context().ifPresent(options::context);
    return options.build();
  }

  private static Picture read(String key, Path file) {
    try {
      return Picture.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: cannot read the picture %s: %s".formatted(key, file, e.getMessage()), e);
    }
  }
}
