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
import org.latentj.maven.manifest.SpriteSheet;

/** Writes the contact sheet of some manifests. */
public final class ContactSheet {
  private static final int SHOWN_HASH = 12;

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
    Map<String, String> facts = new LinkedHashMap<>();
    picture.ifPresent(p -> facts.put("Size", p.width() + "×" + p.height()));
    facts.put("Seed", String.valueOf(asset.settings().seed()));
    source.ifPresent(s -> facts.put("Model", (s.model() + " " + s.modelHash()).strip()));
    source.ifPresent(s -> facts.put("Licence", s.license()));
    source.ifPresent(s -> facts.put("Engine", s.engine()));
    facts.put("Entry", lock.nameOf(asset.where().file()) + ":" + asset.where().line());
    if (picture.isPresent()) {
      facts.put("SHA-256", FileHashes.hash(file).substring(0, SHOWN_HASH));
    }
    String parameters = picture.isPresent() ? PictureFiles.readParameters(file).orElse("") : "";
    return new SheetEntry(
        asset.output(),
        picture,
        asset.prompt(),
        parameters.isEmpty() ? source.map(Provenance::parameters).orElse("") : parameters,
        facts,
        asset.files().stream().map(OutputFile::path).toList(),
        asset.settings().tiling() != Tiling.NONE,
        warning(file, locked));
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
    Map<String, String> facts = new LinkedHashMap<>();
    picture.ifPresent(p -> facts.put("Size", p.width() + "×" + p.height()));
    facts.put("Entry", lock.nameOf(sheet.where().file()) + ":" + sheet.where().line());
    int members = sheet.members(manifest.assets()).size();
    return new SheetEntry(
        sheet.output(),
        picture,
        "Sprite sheet of " + members + " assets",
        "",
        facts,
        List.of(sheet.output(), sheet.atlas()),
        false,
        warning(file, lock.find(lock.nameOf(file))));
  }
}
