package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ManifestFolder;
import org.latentj.maven.manifest.ManifestReader;

@DisplayName("Fingerprints")
class FingerprintTest {
  /** SHA-256 of nothing: FIPS 180-4. */
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final SortedMap<String, String> NONE = new TreeMap<>();

  @TempDir private Path root;
  private FileHashes hashes;

  @BeforeEach
  void createFolder() throws IOException {
    ManifestFolder.in(root);
    hashes = new FileHashes(new StateFolder(root.resolve("state")));
  }

  @Test
  @DisplayName("of files are SHA-256")
  void hashesFiles() throws IOException {
    Path file = Files.createFile(root.resolve("empty"));

    assertThat(hashes.of(file)).isEqualTo(EMPTY);
    Files.writeString(file, "abc");
    assertThat(hashes.of(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  @DisplayName("of folders depend on the names and bytes of their files, and on nothing hidden")
  void hashesFolders() throws IOException {
    Path folder = Files.createDirectories(root.resolve("model/unet")).getParent();
    Files.writeString(folder.resolve("unet/config.json"), "{}");
    String before = hashes.of(folder);

    Files.createDirectory(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/HEAD"), "x");
    assertThat(hashes.of(folder)).isEqualTo(before);
    Files.writeString(folder.resolve("unet/config.json"), "{ }");
    String changed = hashes.of(folder);
    Files.writeString(folder.resolve("unet/config.json"), "{}");
    Files.move(folder.resolve("unet/config.json"), folder.resolve("config.json"));
    String moved = hashes.of(folder);

    assertThat(List.of(before, changed, moved)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("of big files are remembered while size and time of change stay the same")
  void remembersBigFiles() throws IOException {
    Path file = root.resolve("big");
    Files.write(file, new byte[1 << 20]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    String before = hashes.of(file);

    byte[] other = new byte[1 << 20];
    other[0] = 1;
    Files.write(file, other);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    assertThat(hashes.of(file)).isEqualTo(before);
    Files.setLastModifiedTime(file, FileTime.fromMillis(2000));
    assertThat(hashes.of(file)).isNotEqualTo(before);
  }

  @Test
  @DisplayName("do not run neighbouring values together")
  void separatesValues() {
    String one = new Fingerprint().add("a", "bc").toHex();
    String other = new Fingerprint().add("ab", "c").toHex();
    String two = new Fingerprint().add("a", "b").add("", "c").toHex();

    assertThat(List.of(one, other, two)).doesNotHaveDuplicates();
    assertThat(new Fingerprint().add("a", "bc").toHex()).isEqualTo(one);
  }

  @Test
  @DisplayName("of assets differ for every value that decides pixels")
  void dependOnEveryValue() throws Exception {
    String[] entries = {
      "prompt: x",
      "prompt: y",
      "prompt: x, negativePrompt: y",
      "prompt: x, seed: 1",
      "prompt: x, size: 64x64",
      "prompt: x, size: 64x72",
      "prompt: x, steps: 3",
      "prompt: x, sampler: Euler",
      "prompt: x, sampler: Euler, schedule: Karras",
      "prompt: x, guidance: 3",
      "prompt: x, guidanceRescale: 0.2",
      "prompt: x, eta: 1",
      "prompt: x, clipSkip: 1",
      "prompt: x, deepCache: 3",
      "prompt: x, tokenMerging: 0.5",
      "prompt: x, deepCache: 3, deepCacheDepth: 2",
      "prompt: x, tiling: x",
      "prompt: x, noise: gpu",
      "prompt: x, variationSeed: 1, variationStrength: 0.5",
      "prompt: x, init: init.png",
      "prompt: x, init: init.png, strength: 0.5",
      "prompt: x, init: init.png, mask: mask.png",
      "prompt: x, init: init.png, mask: mask.png, fill: neutral",
      "prompt: x, init: init.png, mask: mask.png, composite: alpha",
      "prompt: x, init: init.png, mask: mask.png, grow: 0",
      "prompt: x, init: init.png, mask: mask.png, feather: 0",
      "prompt: x, init: init.png, mask: mask.png, context: 0",
      "output: n1.jpg, prompt: x",
      "output: n1.jpeg, prompt: x, quality: 0.5",
      "output: n1.webp, prompt: x",
      "output: n2.webp, prompt: x, lossless: true",
      "prompt: x, sizes: 16",
      "prompt: x, scales: [2]",
      "prompt: x, transparent: true",
      "prompt: x, tiling: y, seamLimit: 2",
      "prompt: x, watermark: StableDiffusionV1",
      "prompt: x, watermark: another text",
      "prompt: x, control: {model: net.pth, image: init.png}",
      "prompt: x, control: {model: other.pth, image: init.png}",
      "prompt: x, control: {model: net.pth, image: other.png}",
      "prompt: x, control: {model: net.pth, image: init.png, preprocessing: canny}",
      "prompt: x, control: {model: net.pth, image: init.png, weight: 0.5}",
      "prompt: x, control: {model: net.pth, image: init.png, start: 0.5}",
      "prompt: x, control: {model: net.pth, image: init.png, end: 0.5}",
      "prompt: x, control: {model: net.pth, image: init.png, guess: true}",
      "prompt: x, control: [{model: net.pth, image: init.png}, {model: net.pth, image: init.png}]",
    };
    Files.writeString(root.resolve("net.pth"), "net");
    Files.writeString(root.resolve("other.pth"), "net");
    ManifestFolder.writeImage(root.resolve("other.png"), 16, 8);
    StringBuilder manifest = new StringBuilder("model: model.safetensors\nassets:\n");
    for (int i = 0; i < entries.length; i++) {
      String name = entries[i].startsWith("output") ? "" : "name: n%d, ".formatted(i);
      manifest.append("  - {%s%s}\n".formatted(name, entries[i]));
    }
    Path file = Files.writeString(root.resolve("sd.yaml"), manifest);
    AssetFingerprint fingerprints = fingerprints("1.0");
    List<Asset> assets = ManifestReader.read(List.of(file)).get(0).assets();

    List<String> all =
        assets.stream()
            .map(
                asset -> {
                  try {
                    return fingerprints.of(asset, "model", NONE).files();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();

    assertThat(all).hasSize(entries.length).doesNotHaveDuplicates();
    assertThat(fingerprints.of(assets.get(0), "model", NONE).files()).isEqualTo(all.get(0));
    assertThat(fingerprints.of(assets.get(0), "other model", NONE).files())
        .isNotEqualTo(all.get(0));
    assertThat(fingerprints("1.1").of(assets.get(0), "model", NONE).files())
        .isNotEqualTo(all.get(0));
  }

  @Test
  @DisplayName(
      "of entries are what they were before masks meant selections, and models had a guidance")
  void keepEntries() throws Exception {
    Files.writeString(root.resolve("init.png"), "a picture");
    Files.writeString(root.resolve("mask.png"), "a mask");
    Path file =
        Files.writeString(
            root.resolve("sd.yaml"),
            "defaults: {guidance: 7.5}\nassets: [{name: a, prompt: x}, {name: b, prompt: x, init: init.png},"
                + " {name: c, prompt: x, init: init.png, mask: mask.png, fill: original}]");
    List<Asset> assets = ManifestReader.read(List.of(file)).get(0).assets();

    assertThat(AssetFingerprint.entry(assets.get(0), hashes))
        .isEqualTo("8de4b5f5346839bbcdfa426384863ab7d30789c89cd8e6ab0755ebee24973898");
    assertThat(AssetFingerprint.entry(assets.get(1), hashes))
        .isEqualTo("018afb997f1803bd51d0205c784b2c33ee0c0ad66ce69132ef6a18cb3512766d");
    assertThat(AssetFingerprint.entry(assets.get(2), hashes))
        .as("of one with a mask: it shows something else now")
        .isNotEqualTo("7fd8a2ac97d8524ac01051fabd664f532e561b96837baeefc1a5dc96f50f1033");
  }

  @Test
  @DisplayName("that are damaged or missing count as unknown")
  void survivesDamagedState() throws IOException {
    StateFolder state = new StateFolder(root.resolve("state"));
    Records records = new Records(state);
    Path picture = root.resolve("a.png");
    LockedAsset asset = LockedAsset.of("sd.yaml", "e", Optional.empty(), Map.of("a.png", "hash"));
    assertThat(records.find(picture)).isEmpty();
    records.put(picture, "f", asset);
    assertThat(records.find(picture)).contains(new Records.Known("f", asset));

    Path file;
    try (var files = Files.list(state.folder())) {
      file = files.findFirst().orElseThrow();
    }
    for (String damaged : new String[] {"", "f", "f\n{", "f\n[]", "f\n{\"files\": {}}"}) {
      Files.writeString(file, damaged);
      assertThat(records.find(picture)).as(damaged).isEmpty();
    }
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(records.find(picture)).isEmpty();
  }

  @Test
  @DisplayName("of entries are the same on every machine: neither model nor device counts")
  void entriesDoNotDependOnTheMachine() throws Exception {
    Path file = Files.writeString(root.resolve("sd.yaml"), "assets: [{name: a, prompt: x}]");
    Asset asset = ManifestReader.read(List.of(file)).get(0).assets().get(0);
    AssetFingerprint other = new AssetFingerprint(hashes, EngineOptions.of("cpu", "fp32"), "2.0");

    assertThat(other.of(asset, "other model", NONE).entry())
        .isEqualTo(fingerprints("1.0").of(asset, "model", NONE).entry())
        .isEqualTo(AssetFingerprint.entry(asset, hashes));
  }

  private AssetFingerprint fingerprints(String version) {
    return new AssetFingerprint(hashes, EngineOptions.of("auto", "auto"), version);
  }
}
