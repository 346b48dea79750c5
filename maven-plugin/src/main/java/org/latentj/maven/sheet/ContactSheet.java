package org.latentj.maven.sheet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latentj.image.PictureFiles;
import org.latentj.image.Tiling;
import org.latentj.maven.files.CompleteFile;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.OutputFile;
import org.latentj.maven.manifest.SourceMark;
import org.latentj.maven.manifest.SpriteSheet;

/** Writes the contact sheet of some manifests. */
public final class ContactSheet {
  private final Path outputFolder;
  private final LockFile lock;

  /**
   * A sheet of what is in a folder.
   *
   * @param lockFile need not exist
   * @throws IllegalArgumentException if the lock file is none
   */
  public ContactSheet(Path outputFolder, Path lockFile) throws IOException {
    this.outputFolder = outputFolder.toAbsolutePath().normalize();
    this.lock = LockFile.read(lockFile);
  }

  /**
   * Writes it. The same pictures and manifests give the same bytes.
   *
   * @param html created with its folder
   * @return how many assets it shows
   */
  public int write(Path html, String title, List<Manifest> manifests) throws IOException {
    List<SheetEntry> entries = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (Asset asset : manifest.assets()) {
        entries.add(entry(asset));
      }
      for (SpriteSheet sheet : manifest.sheets()) {
        entries.add(entry(sheet, manifest));
      }
    }
    byte[] page = SheetPage.of(title, entries).getBytes(StandardCharsets.UTF_8);
    CompleteFile.write(html.toAbsolutePath(), page);
    return entries.size();
  }

  private SheetEntry entry(Asset asset) throws IOException {
    Path file = outputFolder.resolve(asset.output());
    Optional<SheetPicture> picture = SheetPicture.of(file);
    Optional<LockedAsset> locked = lock.find(lock.nameOf(file));
    Optional<Provenance> source = locked.flatMap(LockedAsset::source);
    List<String> brief = new ArrayList<>(size(picture));
    brief.add("seed " + asset.settings().seed());
    asset.settings().variationSeed().ifPresent(seed -> brief.add("variation " + seed));
    asset.init().ifPresent(init -> brief.add(init.mask().isPresent() ? "inpainted" : "redrawn"));
    Map<String, String> origin = new LinkedHashMap<>();
    source.ifPresent(s -> origin.put("Model", s.modelText()));
    source.ifPresent(s -> origin.put("Licence", s.license()));
    source
        .map(Provenance::extensionsText)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> origin.put("Extended by", text));
    source.ifPresent(s -> origin.put("Engine", s.engine()));
    origin.put("Entry", place(asset.where()));
    if (picture.isPresent()) {
      origin.put("SHA-256", FileHashes.hash(file));
    }
    String parameters = picture.isPresent() ? PictureFiles.readParameters(file).orElse("") : "";
    return new SheetEntry(
        asset.output(),
        picture,
        asset.prompt(),
        parameters.isEmpty() ? source.map(Provenance::parameters).orElse("") : parameters,
        brief,
        origin,
        asset.files().stream().map(OutputFile::path).toList(),
        asset.settings().tiling() != Tiling.NONE,
        warning(file, locked));
  }

  private static List<String> size(Optional<SheetPicture> picture) {
    return picture.map(p -> p.width() + "×" + p.height()).stream().toList();
  }

  private String place(SourceMark where) {
    return lock.nameOf(where.file()) + ":" + where.line();
  }

  private String warning(Path file, Optional<LockedAsset> locked) throws IOException {
    // Without any lock file, the build does not want one.
    if (!Files.isRegularFile(file) || lock.assets().isEmpty()) {
      return "";
    }
    if (locked.isEmpty()) {
      return "not in the lock file: perhaps a placeholder";
    }
    String hash = locked.get().files().get(lock.nameOf(file));
    return FileHashes.hash(file).equals(hash) ? "" : "not the picture that is locked";
  }

  private SheetEntry entry(SpriteSheet sheet, Manifest manifest) throws IOException {
    Path file = outputFolder.resolve(sheet.output());
    Optional<SheetPicture> picture = SheetPicture.of(file);
    int members = sheet.members(manifest.assets()).size();
    return new SheetEntry(
        sheet.output(),
        picture,
        "Sprite sheet of " + members + (members == 1 ? " asset" : " assets"),
        "",
        size(picture),
        Map.of("Entry", place(sheet.where())),
        List.of(sheet.output(), sheet.atlas()),
        false,
        warning(file, lock.find(lock.nameOf(file))));
  }
}
