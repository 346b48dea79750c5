package org.latentj.maven.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.image.ResampleFilter;
import org.latentj.image.Seams;
import org.latentj.image.Tiling;
import org.latentj.maven.files.CompleteFile;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.OutputFile;
import org.latentj.maven.manifest.OutputOptions;
import org.latentj.maven.manifest.PictureFormat;
import org.latentj.maven.manifest.Size;

/** Makes an asset's files of its generated picture. The same picture gives the same bytes. */
public final class Derivation {
  static final ResampleFilter FILTER = ResampleFilter.LANCZOS;

  private final OutputFolder output;
  private final StateFolder state;

  /**
   * Files in a folder.
   *
   * @param state where files are until they are complete
   */
  public Derivation(OutputFolder output, StateFolder state) {
    this.output = output;
    this.state = state;
  }

  /**
   * Writes all files of an asset.
   *
   * @param generated the PNG as it was generated; not modified
   * @return the files by their path below the output folder
   * @throws IllegalArgumentException if the picture is not what the asset's options need
   */
  public SortedMap<String, Path> write(Path generated, Asset asset) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    if (isCopy(asset)) {
      files.put(asset.output(), place(asset.output(), part -> Files.copy(generated, part)));
      return files;
    }
    OutputOptions options = asset.options();
    Picture picture = Picture.read(generated);
    checkSeams(picture, asset);
    Optional<CutOut> cutOut = options.transparent().map(tolerance -> CutOut.of(picture, tolerance));
    Size whole = new Size(picture.width(), picture.height());
    asset.files().forEach(file -> checkSize(file.size(whole), picture));
    PictureInfo info = info(generated, asset);
    for (OutputFile file : asset.files()) {
      Size size = file.size(whole);
      files.put(
          file.path(),
          place(file.path(), part -> encode(part, picture, cutOut, size, info, options)));
    }
    return files;
  }

  private static boolean isCopy(Asset asset) {
    OutputOptions options = asset.options();
    return asset.files().size() == 1
        && PictureFormat.of(asset.output()) == PictureFormat.PNG
        && options.scales().stream().allMatch(scale -> scale == 1)
        && options.transparent().isEmpty()
        && options.seamLimit().isEmpty();
  }

  private static PictureInfo info(Path generated, Asset asset) throws IOException {
    return new PictureInfo(
        PictureFiles.readParameters(generated),
        Optional.of(
            asset.init().isPresent()
                ? DigitalSource.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA
                : DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
  }

  private static void encode(
      Path part,
      Picture picture,
      Optional<CutOut> cutOut,
      Size size,
      PictureInfo info,
      OutputOptions options)
      throws IOException {
    boolean same = size.width() == picture.width() && size.height() == picture.height();
    if (cutOut.isPresent()) {
      CutOut cut = same ? cutOut.get() : cutOut.get().resize(size.width(), size.height());
      PictureEncoder.write(part, cut.picture(), Optional.of(cut.alpha()), info, options);
      return;
    }
    Picture sized = same ? picture : picture.resize(size.width(), size.height(), FILTER);
    PictureEncoder.write(part, sized, Optional.empty(), info, options);
  }

  private static void checkSize(Size size, Picture picture) {
    if (size.width() > picture.width() || size.height() > picture.height()) {
      throw new IllegalArgumentException(
          "sizes: %s is larger than the generated picture, %dx%d; generate a larger one"
              .formatted(size, picture.width(), picture.height()));
    }
  }

  private static void checkSeams(Picture picture, Asset asset) {
    if (asset.options().seamLimit().isEmpty()) {
      return;
    }
    Tiling tiling = asset.settings().tiling();
    Seams seams = Seams.of(picture);
    double worst =
        Math.max(
            tiling == Tiling.Y ? 0 : seams.leftRight(), tiling == Tiling.X ? 0 : seams.topBottom());
    double limit = asset.options().seamLimit().get();
    if (worst > limit) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "seamLimit: the seams measure %.2f (left-right) and %.2f (top-bottom), at most %s is"
                  + " allowed. Try another seed, or raise the limit",
              seams.leftRight(),
              seams.topBottom(),
              limit));
    }
  }

  /** Writes a file. */
  interface Contents {
    void writeTo(Path file) throws IOException;
  }

  /** Writes a file elsewhere and moves it to its place when it is complete. */
  Path place(String path, Contents contents) throws IOException {
    Path part = state.newFile(path.substring(path.lastIndexOf('.')));
    try {
      contents.writeTo(part);
      Path target = output.prepare(path);
      CompleteFile.move(part, target);
      return target;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
