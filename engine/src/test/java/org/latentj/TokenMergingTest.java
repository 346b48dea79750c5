package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.meanDifference;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.RequestParameters;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;

@DisplayName("Token merging of requests")
class TokenMergingTest extends OnTinyModel {
  private static Picture of(SettingsBuilder settings) {
    return picture(model, "cat", settings);
  }

  @Test
  @DisplayName("of nothing leaves every bit of the picture; of more changes it more")
  void shares() {
    Picture plain = of(quick());

    assertThat(of(quick().tokenMerging(0))).isEqualTo(plain);
    double little = meanDifference(of(quick().tokenMerging(0.1)), plain);
    double all = meanDifference(of(quick().tokenMerging(0.75)), plain);
    assertThat(little).isGreaterThan(0);
    assertThat(all).isGreaterThan(little);
    assertThat(of(quick().tokenMerging(0.75)))
        .as("again")
        .isEqualTo(of(quick().tokenMerging(0.75)));
  }

  @Test
  @DisplayName("is for tiling pictures and the smallest ones, too")
  void sizes() {
    assertThat(of(quick().tokenMerging(0.5).tiling(Tiling.BOTH)))
        .isNotEqualTo(of(quick().tiling(Tiling.BOTH)));
    TextToImage smallest = TextToImage.of("cat", quick().tokenMerging(0.75).build()).withSize(8, 8);
    assertThat(picture(model, smallest).width()).isEqualTo(8);
  }

  @Test
  @DisplayName("is named by the picture's parameters in A1111's words, where it is used")
  void parameters() {
    GeneratedPicture merged =
        model.generate(TextToImage.of("cat", quick().tokenMerging(0.5).build())).first();
    GeneratedPicture plain = model.generate(TextToImage.of("cat", quick().build())).first();

    assertThat(merged.parameters().setting(RequestParameters.TOKEN_MERGING)).hasValue("0.5");
    assertThat(plain.parameters().setting(RequestParameters.TOKEN_MERGING)).isEmpty();
  }
}
