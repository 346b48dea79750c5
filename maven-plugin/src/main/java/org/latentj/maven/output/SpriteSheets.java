package org.latentj.maven.output;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.image.Region;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.SpriteSheet;

/**
 * Lays pictures side by side into one, row by row, and writes an atlas in the form that game
 * libraries read (TexturePacker's "JSON hash").
 */
public final class SpriteSheets {
  private static final int MAX_SIDE = 16_384;

  private final OutputFolder output;
  private final Derivation files;

  /** Sheets in a folder. */
  public SpriteSheets(OutputFolder output, StateFolder state) {
    this.output = output;
    this.files = new Derivation(output, state);
  }

  /**
   * Writes a sheet and its atlas.
   *
   * @param members outputs of assets, whose files are there
   * @return the two files by their path below the output folder
   * @throws IllegalArgumentException if the sheet would be too large
   */
  public Map<String, Path> write(SpriteSheet sheet, List<String> members) throws IOException {
    Map<String, BufferedImage> images = new LinkedHashMap<>();
    for (String member : members) {
      images.put(member, OutputImages.read(output.file(member)));
    }
    Map<String, Region> places = places(sheet, images);
    int width = places.values().stream().mapToInt(Region::right).max().orElse(1) + sheet.padding();
    int height =
        places.values().stream().mapToInt(Region::bottom).max().orElse(1) + sheet.padding();
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException(
          "the sprite sheet would have %dx%d pixels, at most %d a side are allowed; use fewer assets"
                  .formatted(width, height, MAX_SIDE)
              + " or other 'columns'");
    }
    Map<String, Path> written = new LinkedHashMap<>();
    written.put(
        sheet.output(),
        files.place(sheet.output(), part -> draw(part, images, places, width, height)));
    byte[] atlas = atlas(sheet, places, width, height).getBytes(StandardCharsets.UTF_8);
    written.put(sheet.atlas(), files.place(sheet.atlas(), part -> Files.write(part, atlas)));
    return written;
  }

  private static Map<String, Region> places(SpriteSheet sheet, Map<String, BufferedImage> images) {
    Map<String, Region> places = new LinkedHashMap<>();
    int x = sheet.padding();
    int y = sheet.padding();
    int rowHeight = 0;
    int inRow = 0;
    for (Map.Entry<String, BufferedImage> entry : images.entrySet()) {
      BufferedImage image = entry.getValue();
      if (inRow == sheet.columns()) {
        x = sheet.padding();
        y += rowHeight + sheet.padding();
        rowHeight = 0;
        inRow = 0;
      }
      places.put(entry.getKey(), new Region(x, y, image.getWidth(), image.getHeight()));
      x += image.getWidth() + sheet.padding();
      rowHeight = Math.max(rowHeight, image.getHeight());
      inRow++;
    }
    return places;
  }

  private static void draw(
      Path png,
      Map<String, BufferedImage> images,
      Map<String, Region> places,
      int width,
      int height)
      throws IOException {
    byte[] rgb = new byte[3 * width * height];
    float[] alpha = new float[width * height];
    for (Map.Entry<String, Region> entry : places.entrySet()) {
      Region place = entry.getValue();
      BufferedImage image = images.get(entry.getKey());
      for (int i = 0; i < place.width() * place.height(); i++) {
        int argb = image.getRGB(i % place.width(), i / place.width());
        int at = (place.y() + i / place.width()) * width + place.x() + i % place.width();
        alpha[at] = (argb >>> 24) / 255f;
        rgb[3 * at] = (byte) (argb >> 16);
        rgb[3 * at + 1] = (byte) (argb >> 8);
        rgb[3 * at + 2] = (byte) argb;
      }
    }
    PictureFiles.writePng(
        png, Picture.ofRgb(width, height, rgb), Mask.of(width, height, alpha), PictureInfo.NONE);
  }

  private static String atlas(
      SpriteSheet sheet, Map<String, Region> places, int width, int height) {
    JsonObject frames = new JsonObject();
    places.forEach((name, place) -> frames.add(name, frame(place)));
    JsonObject meta = new JsonObject();
    meta.addProperty("image", imageName(sheet));
    meta.addProperty("format", "RGBA8888");
    meta.add("size", size(width, height));
    meta.addProperty("scale", "1");
    JsonObject root = new JsonObject();
    root.add("frames", frames);
    root.add("meta", meta);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  /** The picture's path as seen from the atlas. */
  private static String imageName(SpriteSheet sheet) {
    List<String> from = new ArrayList<>(Arrays.asList(sheet.atlas().split("/")));
    List<String> to = new ArrayList<>(Arrays.asList(sheet.output().split("/")));
    while (from.size() > 1 && to.size() > 1 && from.get(0).equals(to.get(0))) {
      from.remove(0);
      to.remove(0);
    }
    return "../".repeat(from.size() - 1) + String.join("/", to);
  }

  private static JsonObject frame(Region place) {
    JsonObject rectangle = new JsonObject();
    rectangle.addProperty("x", place.x());
    rectangle.addProperty("y", place.y());
    rectangle.addProperty("w", place.width());
    rectangle.addProperty("h", place.height());
    JsonObject frame = new JsonObject();
    frame.add("frame", rectangle);
    frame.addProperty("rotated", false);
    frame.addProperty("trimmed", false);
    frame.add("sourceSize", size(place.width(), place.height()));
    return frame;
  }

  private static JsonObject size(int width, int height) {
    JsonObject size = new JsonObject();
    size.addProperty("w", width);
    size.addProperty("h", height);
    return size;
  }
}
