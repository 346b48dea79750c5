package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.TinyModels.Recorder;
import org.latentj.image.Picture;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.Progress;
import org.latentj.request.Progress.Stage;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;

class ProgressTest {
  private static StableDiffusion model;
  private static Picture reference;

  @BeforeAll
  static void load() {
    model = TinyModels.load(TinyModels.V1);
    reference = picture(model, "a cat", quick());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static List<String> heard(GenerationRequest request) {
    Recorder recorder = new Recorder();
    model.generate(request, recorder);
    return recorder.heard.stream().map(p -> p.stage() + " " + p.step() + "/" + p.steps()).toList();
  }

  private static void assertStillWorks() {
    assertThat(picture(model, "a cat", quick())).isEqualTo(reference);
  }

  @Test
  @DisplayName("a listener hears of every stage and step, in order")
  void order() {
    assertThat(heard(TextToImage.of("a cat", quick().steps(3).build())))
        .containsExactly(
            "ENCODING_PROMPT 0/1",
            "ENCODING_PROMPT 1/1",
            "SAMPLING 0/3",
            "SAMPLING 1/3",
            "SAMPLING 2/3",
            "SAMPLING 3/3",
            "DECODING 0/1",
            "DECODING 1/1");
  }

  @Test
  @DisplayName("image to image also encodes, and runs the part of the steps that strength asks for")
  void imageToImage() {
    assertThat(heard(new ImageToImage("x", TinyModels.photo(64, 64), 0.5, quick().build())))
        .containsExactly(
            "ENCODING_PROMPT 0/1",
            "ENCODING_PROMPT 1/1",
            "ENCODING_IMAGE 0/1",
            "ENCODING_IMAGE 1/1",
            "SAMPLING 0/2",
            "SAMPLING 1/2",
            "SAMPLING 2/2",
            "DECODING 0/1",
            "DECODING 1/1");
  }

  @ParameterizedTest
  @CsvSource({"PLMS,6", "DDIM,5", "HEUN,9", "DPM2_A,9", "UNIPC,5"})
  @DisplayName("sampling counts model calls: PLMS makes one more than steps, Heun nearly twice")
  void modelCalls(SamplerKind sampler, int calls) {
    Recorder recorder = new Recorder();
    model.generate(TextToImage.of("x", quick().sampler(sampler).steps(5).build()), recorder);

    assertThat(recorder.modelCalls()).isEqualTo(calls);
    assertThat(recorder.heard)
        .filteredOn(p -> p.stage() == Stage.SAMPLING)
        .allSatisfy(p -> assertThat(p.steps()).isEqualTo(calls));
  }

  @Test
  @DisplayName("the time left is the mean of the past steps times those to come, and 0 at the end")
  void remaining() {
    Recorder recorder = new Recorder();
    model.generate(TextToImage.of("x", quick().steps(8).build()), recorder);

    Duration before = Duration.ZERO;
    for (Progress p : recorder.heard) {
      assertThat(p.elapsed()).isGreaterThanOrEqualTo(before);
      before = p.elapsed();
      boolean sampled = p.stage() == Stage.SAMPLING && p.step() > 0;
      assertThat(p.remaining().isPresent()).isEqualTo(sampled);
      if (sampled) {
        // Sampling began after the request did, so that its steps took at most this long.
        Duration most = p.elapsed().multipliedBy(p.steps() - p.step()).dividedBy(p.step());
        assertThat(p.remaining().get()).isBetween(Duration.ZERO, most);
        assertThat(p.remaining().get().isZero()).isEqualTo(p.step() == p.steps());
      }
    }
  }

  @Test
  @DisplayName("previews are an eighth of the picture's size and change from step to step")
  void previews() {
    List<Picture> previews = new ArrayList<>();
    Recorder recorder =
        new Recorder() {
          @Override
          public void progress(Progress progress) {
            progress.preview().ifPresent(p -> previews.add(p.get()));
          }
        };
    TextToImage request = TextToImage.of("a cat", quick().build()).withSize(96, 72);

    Picture watched = model.generate(request, recorder).first().picture();

    assertThat(previews).hasSize(4).doesNotHaveDuplicates();
    assertThat(previews).allSatisfy(p -> assertThat(p).hasToString("Picture 12x9"));
    assertThat(watched).as("watching changes nothing").isEqualTo(picture(model, request));
  }

  @Test
  @DisplayName("who cancels before it begins is charged nothing")
  void cancelledAtOnce() {
    Recorder recorder =
        new Recorder() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> model.generate(TextToImage.of("x", quick().build()), recorder))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessage("generation was cancelled before it began");
    assertThat(recorder.heard).isEmpty();
    assertStillWorks();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  @DisplayName("a cancelled run makes no further model call")
  void cancelledWhileSampling(int calls) {
    Recorder recorder =
        new Recorder() {
          @Override
          public boolean cancelled() {
            return modelCalls() == calls;
          }
        };
    assertThatThrownBy(() -> model.generate(TextToImage.of("x", quick().build()), recorder))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessage("generation was cancelled before step " + (calls + 1) + " of 4");
    assertThat(recorder.modelCalls()).isEqualTo(calls);
    assertThat(recorder.heardOf(Stage.DECODING)).isFalse();
    assertStillWorks();
  }

  @Test
  @DisplayName("a run can be cancelled between sampling and decoding, and between two decodings")
  void cancelledAtDecoding() {
    TextToImage request = TextToImage.of("x", quick().batchSize(2).build());
    for (int question : new int[] {6, 7}) {
      Recorder recorder =
          new Recorder() {
            @Override
            public boolean cancelled() {
              super.cancelled();
              return asked == question;
            }
          };
      // Asked once at the beginning, before each of 4 steps and before each of 2 pictures.
      assertThatThrownBy(() -> model.generate(request, recorder))
          .isInstanceOf(GenerationCancelledException.class)
          .hasMessage("generation was cancelled before picture %d of 2 was decoded", question - 5);
      assertThat(recorder.modelCalls()).isEqualTo(4);
    }
    assertStillWorks();
  }

  @Test
  @DisplayName("a run can be cancelled before its image is encoded")
  void cancelledAtEncoding() {
    Recorder recorder =
        new Recorder() {
          @Override
          public boolean cancelled() {
            return heardOf(Stage.ENCODING_PROMPT);
          }
        };
    Inpainting request =
        Inpainting.of(
            "x",
            TinyModels.photo(64, 64),
            TinyModels.square(64, 64, 8, 8, 16),
            0.5,
            quick().build());
    assertThatThrownBy(() -> model.generate(request, recorder))
        .isInstanceOf(GenerationCancelledException.class)
        .hasMessage("generation was cancelled before the image was encoded");
    assertThat(recorder.heardOf(Stage.ENCODING_IMAGE)).isFalse();
    assertStillWorks();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8})
  @DisplayName("what a listener throws arrives at the caller, and the model works on")
  void listenerFails(int at) {
    IllegalStateException failure = new IllegalStateException("the listener broke");
    Recorder recorder =
        new Recorder() {
          @Override
          public void progress(Progress progress) {
            super.progress(progress);
            if (heard.size() == at + 1) {
              throw failure;
            }
          }
        };
    assertThatThrownBy(() -> model.generate(TextToImage.of("x", quick().build()), recorder))
        .isSameAs(failure);
    assertStillWorks();
  }
}
