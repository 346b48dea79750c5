package org.latentj.maven.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.output.Derivation;
import org.latentj.maven.output.OutputFolder;

/** A project with pictures, its lock file and its contact sheet. */
record SheetFolder(Path root) {

  /** Writes a picture of one colour, in the format of its name. */
  void write(String name, int width, int height, String parameters) throws Exception {
    Path generated = root.resolve("generated.png");
    PictureFiles.writePng(
        generated,
        Picture.ofRgb(width, height, new byte[3 * width * height]),
        PictureInfo.of(parameters, DigitalSource.TRAINED_ALGORITHMIC_MEDIA));
    Path file =
        Files.writeString(
            root.resolve("one.yaml"), "assets: [{output: %s, prompt: x}]".formatted(name));
    Asset asset = ManifestReader.read(List.of(file)).get(0).assets().get(0);
    new Derivation(new OutputFolder(root.resolve("out")), new StateFolder(root.resolve("state")))
        .write(generated, asset);
  }

  /** Says in the lock file that a picture is as it should be. */
  void lock(String name) throws IOException {
    LockFile lock = LockFile.read(root.resolve("sd.lock.json"));
    Path file = root.resolve("out").resolve(name);
    Provenance source =
        new Provenance(
            "p", "tiny", "", "", "0123456789", "f", "MIT", "1.0", new TreeMap<>(), "parameters");
    lock.put(
        "out/" + name,
        LockedAsset.of(
            "sd.yaml", "e", Optional.of(source), Map.of("out/" + name, FileHashes.hash(file))));
    lock.write();
  }

  /** The page for a manifest. */
  String sheet(String manifest) throws Exception {
    Path file = Files.writeString(root.resolve("sd.yaml"), manifest);
    List<Manifest> manifests = ManifestReader.read(List.of(file));
    Path html = root.resolve("target/sheet.html");
    new ContactSheet(root.resolve("out"), root.resolve("sd.lock.json"))
        .write(html, "Assets of test", manifests);
    return Files.readString(html);
  }
}
