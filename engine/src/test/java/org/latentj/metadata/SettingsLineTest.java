package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.metadata.SettingsLine.Entry;

@DisplayName("A line of settings")
class SettingsLineTest {
  /** {@code re_param} of A1111's modules/infotext_utils.py; equal in Java for ASCII. */
  private static final Pattern RE_PARAM =
      Pattern.compile("\\s*(\\w[\\w \\-/]+):\\s*(\"(?:\\\\.|[^\\\\\"])+\"|[^,]*)(?:,|\\z)");

  @Test
  @DisplayName("is split as the web UI's regular expression splits it, for any ASCII line")
  void agreesWithExpression() {
    Random random = new Random(11);
    String alphabet = "ab_1 -/::,,\"\"\\\t.(";
    for (int round = 0; round < 200_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<Entry> expected = new ArrayList<>();
      Matcher matcher = RE_PARAM.matcher(line);
      while (matcher.find()) {
        expected.add(new Entry(matcher.group(1), matcher.group(2)));
      }
      assertThat(SettingsLine.find(line.toString())).as(line.toString()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("has keys of at least two characters that begin with a letter or digit")
  void keys() {
    assertThat(SettingsLine.isKey("CFG scale")).isTrue();
    assertThat(SettingsLine.isKey("2 -/")).isTrue();
    assertThat(SettingsLine.isKey("Größe 猫")).isTrue();
    assertThat(SettingsLine.isKey("𝔘ni")).as("beyond the basic plane").isTrue();
    assertThat(SettingsLine.isKey("Ⅷ½")).as("numbers that are not digits").isTrue();
    for (String bad : new String[] {"", "x", " ab", "-ab", "a:b", "a,b", "a\nb", "a\"b", "ab\t"}) {
      assertThat(SettingsLine.isKey(bad)).as(bad).isFalse();
    }
  }

  @Test
  @DisplayName("ends a quoted value at its closing quote only")
  void quotedValues() {
    assertThat(SettingsLine.find("Aa: \"x, Bb: y\\\", Cc: z\", Dd: 1"))
        .containsExactly(new Entry("Aa", "\"x, Bb: y\\\", Cc: z\""), new Entry("Dd", "1"));
    assertThat(SettingsLine.find("Aa: \"x\" y, Bb: \"open, Cc: 3"))
        .containsExactly(
            new Entry("Aa", "\"x\" y"), new Entry("Bb", "\"open"), new Entry("Cc", "3"));
  }

  @Test
  @DisplayName("keeps a quoted value as it is if it is not JSON")
  void notJson() {
    assertThat(SettingsLine.parse(SettingsLine.find("Aa: \"C:\\models\\x\", Bb: \"\\u12\"")))
        .containsEntry("Aa", "\"C:\\models\\x\"")
        .containsEntry("Bb", "\"\\u12\"");
  }
}
