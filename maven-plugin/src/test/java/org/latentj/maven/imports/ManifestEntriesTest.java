package org.latentj.maven.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.metadata.ParametersText;
import org.latentj.request.RequestParameters;
import org.latentj.request.TextToImage;

@DisplayName("Entries from pictures' parameters")
class ManifestEntriesTest {
  private static final List<String> TEXTS =
      List.of(
          "a fox\nSteps: 50, Sampler: PLMS, CFG scale: 7.5, Seed: 0, Size: 512x512, RNG: CPU",
          "a (red:1.3) fox: \"sly\", # no comment, it's\nof two lines \\( ${home} 桜 🦊\n"
              + "Negative prompt: blurry, {x}\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed:"
              + " 18446744073, Size: 512x768, Model hash: 6ce0161689, Model: v1-5, Clip skip: 2",
          "x\nSteps: 30, Sampler: DPM++ 2M Karras, CFG scale: 5.5, Seed: 3, Size: 64x64,"
              + " Variation seed: 9, Variation seed strength: 0.25, Tiling: True, Version: v1.6.0",
          "- : ? & * ! | > % @ `\nSteps: 3, Sampler: DDIM, Schedule type: Automatic, CFG scale: 0,"
              + " Seed: 4, Eta DDIM: 0.5, Guidance rescale: 0.7, DeepCache interval: 3,"
              + " DeepCache depth: 2, Token merging ratio: 0.5, Size: 8x8, RNG: CPU",
          "img2img\nSteps: 3, Sampler: Heun, CFG scale: 1, Seed: 4, Size: 8x8, Denoising strength:"
              + " 0.4, RNG: NV");

  @TempDir private Path root;

  @Test
  @DisplayName("read back to the requests that the parameters stand for")
  void readBack() throws Exception {
    ManifestEntries entries = new ManifestEntries();
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(entries.add(picture(i + ".png", TEXTS.get(i)))).isEmpty();
    }

    Path manifest = Files.writeString(root.resolve("sd.yaml"), entries.toYaml());
    List<Asset> assets = ManifestReader.read(List.of(manifest)).get(0).assets();

    assertThat(assets).hasSize(TEXTS.size());
    for (int i = 0; i < TEXTS.size(); i++) {
      TextToImage wanted = RequestParameters.toRequest(ParametersText.parse(TEXTS.get(i)));
      Asset asset = assets.get(i);
      TextToImage read =
          new TextToImage(
              asset.prompt(),
              asset.size().orElseThrow().width(),
              asset.size().orElseThrow().height(),
              asset.settings());
      assertThat(read).as(TEXTS.get(i)).isEqualTo(wanted);
    }
  }

  @Test
  @DisplayName("leave out what is a default, and say in comments what they cannot ask for")
  void areShort() throws Exception {
    ManifestEntries entries = new ManifestEntries();
    entries.add(picture("a fox!.png", TEXTS.get(0)));
    entries.add(picture("A-FOX.png", TEXTS.get(4).replace("0.4", "0.4, Model: m, Model hash: 12")));

    assertThat(entries.toYaml())
        .isEqualTo(
            """
            assets:
              # From a fox!.png
              - name: "a-fox"
                prompt: "a fox"
                size: 512x512
                guidance: 7.5
              # From A-FOX.png
                # made with model m, hash 12
              - name: "A-FOX-2"
                prompt: "img2img"
                size: 8x8
                seed: 4
                steps: 3
                sampler: "Heun"
                schedule: "Automatic"
                guidance: 1
                noise: gpu
                # it began with another picture; add init: FILE and strength: 0.4
            """);
  }

  @Test
  @DisplayName("are not made of pictures without parameters, or with samplers that there are not")
  void reportsPictures() throws Exception {
    ManifestEntries entries = new ManifestEntries();
    Path plain = root.resolve("plain.png");
    PictureFiles.writePng(plain, Picture.ofRgb(1, 1, new byte[3]), PictureInfo.NONE);

    assertThat(entries.add(plain)).contains(plain + " has no parameters");
    Optional<String> problem =
        entries.add(picture("b.png", TEXTS.get(0).replace("PLMS", "Restart")));
    assertThat(problem.orElseThrow()).startsWith(root.resolve("b.png") + ": ").contains("Restart");
    assertThat(entries.count()).isZero();
  }

  private Path picture(String name, String parameters) throws IOException {
    Path file = root.resolve(name);
    PictureFiles.writePng(
        file,
        Picture.ofRgb(1, 1, new byte[3]),
        new PictureInfo(Optional.of(parameters), Optional.empty()));
    return file;
  }
}
