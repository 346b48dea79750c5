package org.latentj.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class PromptScheduleTest {

  /** What webui's grammar gives at 10 steps: [prompt, [[until, text], ...]]. */
  static List<JsonArray> webuiSchedules() throws Exception {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                PromptScheduleTest.class.getResourceAsStream("webui-schedules.json")),
            StandardCharsets.UTF_8)) {
      return StreamSupport.stream(JsonParser.parseReader(in).getAsJsonArray().spliterator(), false)
          .map(JsonElement::getAsJsonArray)
          .toList();
    }
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("webuiSchedules")
  @DisplayName("schedules are webui's")
  void matchesWebui(JsonArray row) {
    List<ScheduledText> expected =
        StreamSupport.stream(row.get(1).getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsJsonArray)
            .map(s -> new ScheduledText(s.get(0).getAsInt(), s.get(1).getAsString()))
            .toList();
    assertThat(PromptSchedule.resolve(row.get(0).getAsString(), 10)).isEqualTo(expected);
  }

  @Test
  @DisplayName("the example at the top of webui's parser holds at 100 steps")
  void landscape() {
    String prompt =
        "fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75]"
            + "[ in foreground::0.6][: in background:0.25] [shoddy:masterful:0.5]";
    String start = "fantasy landscape with a ";
    assertThat(PromptSchedule.resolve(prompt, 100))
        .containsExactly(
            new ScheduledText(25, start + "mountain and an oak in foreground shoddy"),
            new ScheduledText(50, start + "lake and an oak in foreground in background shoddy"),
            new ScheduledText(60, start + "lake and an oak in foreground in background masterful"),
            new ScheduledText(75, start + "lake and an oak in background masterful"),
            new ScheduledText(100, start + "lake and a christmas tree in background masterful"));
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({"1, from", "3, from", "4, to", "10, to", "11, from"})
  @DisplayName("the text of a step is the first whose end is not before it")
  void textAt(int step, String expected) {
    List<ScheduledText> schedule = PromptSchedule.resolve("[from:to:3]", 10);
    assertThat(PromptSchedule.textAt(schedule, step)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(ints = {1, 2, 7, 50})
  @DisplayName("schedules end at the last step and increase, whatever the step count")
  void ends(int steps) {
    List<ScheduledText> schedule = PromptSchedule.resolve("[a:b:0.5] [c|d] [e:20] [f::1e9]", steps);
    assertThat(schedule.get(schedule.size() - 1).untilStep()).isEqualTo(steps);
    assertThat(schedule).extracting(ScheduledText::untilStep).isSorted().doesNotHaveDuplicates();
    assertThat(schedule.get(0).untilStep()).isPositive();
  }

  @Test
  @DisplayName("a number beyond all bounds is the last step")
  void hugeNumber() {
    assertThat(PromptSchedule.resolve("[a:b:1.0e400][c:d:99999999999999999999]", 10))
        .containsExactly(new ScheduledText(10, "ac"));
    assertThat(PromptSchedule.resolve("[a:b:-1.0e400]", 10))
        .containsExactly(new ScheduledText(10, "b"));
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(ints = {0, -1})
  @DisplayName("a sampler without steps is refused")
  void noSteps(int steps) {
    assertThatThrownBy(() -> PromptSchedule.resolve("a", steps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 step or more but got " + steps);
  }

  @Test
  @DisplayName("ten thousand nested schedules are resolved")
  void deepSchedules() {
    int depth = 10_000;
    String prompt = "[".repeat(depth) + "x" + ":5]".repeat(depth);
    assertThat(PromptSchedule.resolve(prompt, 10))
        .containsExactly(new ScheduledText(5, ""), new ScheduledText(10, "x"));
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {"[", "(", "]", ")", ":", "[(", "[a", "(:", "[:", "a:(", "🐱", "\0", "\ud800"})
  @DisplayName("a hundred thousand repetitions without a schedule stay literal")
  void longLiterals(String unit) {
    String prompt = unit.repeat(100_000);
    assertThat(PromptSchedule.resolve(prompt, 10)).containsExactly(new ScheduledText(10, prompt));
  }

  @Test
  @DisplayName("a hundred thousand alternatives take turns")
  void manyAlternatives() {
    String prompt = "[" + "a|".repeat(100_000) + "z]";
    List<ScheduledText> schedule = PromptSchedule.resolve(prompt, 3);
    assertThat(schedule).extracting(ScheduledText::text).containsExactly("a", "a", "a");
  }

  @Test
  @DisplayName("alternation goes round and round")
  void alternation() {
    List<String> texts =
        PromptSchedule.resolve("[a|b|c]", 7).stream().map(ScheduledText::text).toList();
    List<String> expected =
        IntStream.range(0, 7).mapToObj(i -> List.of("a", "b", "c").get(i % 3)).toList();
    assertThat(texts).isEqualTo(expected);
  }
}
