package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerNameTest {

  @ParameterizedTest
  @CsvSource({
    "Euler a, EULER_A, ",
    "Euler, EULER, ",
    "DPM++ 2M Karras, DPMPP_2M, KARRAS",
    "DPM++ 2M, DPMPP_2M, ",
    "DPM++ SDE Karras, DPMPP_SDE, KARRAS",
    "DPM++ 2M SDE Exponential, DPMPP_2M_SDE, EXPONENTIAL",
    "DPM++ 2M SDE, DPMPP_2M_SDE, ",
    "DPM++ 2S a Karras, DPMPP_2S_A, KARRAS",
    "DPM2 a Karras, DPM2_A, KARRAS",
    "LMS Karras, LMS, KARRAS",
    "Euler SGM Uniform, EULER, SGM_UNIFORM",
    "Euler a Normal, EULER_A, UNIFORM",
    "Heun Simple, HEUN, SIMPLE",
    "UniPC Beta, UNIPC, BETA",
    "DDIM Automatic, DDIM, AUTOMATIC",
    "EulerAncestralDiscreteScheduler, EULER_A, ",
    "euler_ancestral, EULER_A, ",
    "dpmpp_2m, DPMPP_2M, ",
    "dpmpp_2m_karras, DPMPP_2M, KARRAS",
    "uni_pc, UNIPC, ",
    "dpm_2_ancestral, DPM2_A, ",
    "PNDMScheduler, PLMS, ",
    "DPMSolverMultistepScheduler, DPMPP_2M, ",
    "DPMSolverSinglestepScheduler, DPMPP_2S, ",
    "DPMSolverSDEScheduler, DPMPP_SDE, ",
    "'  euler  A ', EULER_A, ",
    "dpm++2mkarras, DPMPP_2M, KARRAS"
  })
  @DisplayName("Names of A1111, diffusers and k-diffusion are understood, with a schedule or not")
  void parse(String name, SamplerKind kind, ScheduleKind schedule) {
    assertThat(SamplerName.parse(name))
        .isEqualTo(new SamplerName(kind, Optional.ofNullable(schedule)));
    assertThat(SamplerKind.ofName(name)).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("Every sampler is found by its own names, alone and before every schedule")
  void roundTrip(SamplerKind kind) {
    assertThat(SamplerKind.ofName(kind.displayName())).isEqualTo(kind);
    assertThat(SamplerKind.ofName(kind.name())).isEqualTo(kind);
    kind.diffusersName()
        .ifPresent(n -> assertThat(SamplerKind.ofName(n).diffusersName()).contains(n));
    for (ScheduleKind schedule : ScheduleKind.values()) {
      SamplerName name = new SamplerName(kind, Optional.of(schedule));
      assertThat(SamplerName.parse(name.toString())).isEqualTo(name);
    }
  }

  @Test
  @DisplayName("An unknown name is refused with the nearest and all known ones")
  void unknown() {
    assertThatThrownBy(() -> SamplerKind.ofName("Eulr a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"Eulr a\"")
        .hasMessageContaining("did you mean \"Euler a\"?")
        .hasMessageContaining(
            String.join(
                ", ", Arrays.stream(SamplerKind.values()).map(SamplerKind::displayName).toList()));
    assertThatThrownBy(() -> SamplerKind.ofName("EulerDiscreteSchedular"))
        .hasMessageContaining("did you mean \"Euler\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Karras", "Restart and something else", "DPM++"})
  @DisplayName("Names that are near nothing get no suggestion that misleads")
  void hopeless(String name) {
    assertThatThrownBy(() -> SamplerName.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of PLMS");
  }

  @Test
  @DisplayName("Schedules and spacings are found by name, others are refused with the list")
  void schedules() {
    assertThat(ScheduleKind.ofName("sgm_uniform")).isEqualTo(ScheduleKind.SGM_UNIFORM);
    assertThat(ScheduleKind.ofName("Normal")).isEqualTo(ScheduleKind.UNIFORM);
    assertThat(ScheduleKind.ofName("KARRAS")).isEqualTo(ScheduleKind.KARRAS);
    assertThatThrownBy(() -> ScheduleKind.ofName("Karas"))
        .hasMessageContaining("did you mean \"Karras\"?")
        .hasMessageContaining("Automatic, Karras, Exponential, SGM Uniform");
    assertThat(TimestepSpacing.ofName("Trailing")).isEqualTo(TimestepSpacing.TRAILING);
    assertThat(TimestepSpacing.LEADING.diffusersName()).isEqualTo("leading");
    assertThatThrownBy(() -> TimestepSpacing.ofName("even"))
        .hasMessageContaining("leading, linspace or trailing")
        .hasMessageContaining("even");
  }
}
