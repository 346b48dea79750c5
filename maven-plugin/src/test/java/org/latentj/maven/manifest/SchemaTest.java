package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The JSON schema for editors")
class SchemaTest {
  private static final String NAME = "sd-manifest.schema.json";

  private final JsonObject schema = JsonParser.parseString(shipped()).getAsJsonObject();

  @Test
  @DisplayName("is in the jar and, for links, among the documents")
  void isInBothPlaces() {
    assertThat(Path.of("../docs", NAME)).hasContent(shipped());
  }

  @Test
  @DisplayName("knows the keys that the reader knows, and no others")
  void knowsTheKeys() {
    assertThat(keys("properties"))
        .containsExactlyElementsOf(
            Stream.concat(names(Keys.MANIFEST).stream(), Keys.MANIFEST_PARTS.stream()).toList());
    assertThat(keys("$defs", "defaults", "properties"))
        .containsExactlyElementsOf(names(Keys.DEFAULTS));
    assertThat(keys("$defs", "style", "properties")).containsExactlyElementsOf(names(Keys.STYLES));
    assertThat(keys("$defs", "asset", "properties"))
        .containsExactlyElementsOf(
            Stream.concat(names(Keys.ASSET).stream(), Stream.of(Matrix.NAME)).toList());
    assertThat(keys("$defs", "spriteSheet", "properties"))
        .containsExactlyElementsOf(names(Keys.SHEET));
    assertThat(keys("$defs", "keys")).containsExactlyElementsOf(names(Keys.DEFAULTS));
    assertThat(keys("$defs", "control", "properties"))
        .containsExactlyElementsOf(names(Keys.CONTROL_PARTS));
    JsonObject lora = object("$defs", "lora").getAsJsonArray("anyOf").get(1).getAsJsonObject();
    assertThat(lora.getAsJsonObject("properties").keySet())
        .containsExactlyElementsOf(names(Keys.LORA_PARTS));
  }

  @Test
  @DisplayName("allows the values that the reader takes, and not those just outside its ranges")
  void allowsTheSameValues() {
    int checked = check(Keys.DEFAULTS, object("$defs", "keys"));
    checked += check(Keys.CONTROL_PARTS, object("$defs", "control", "properties"));
    checked += check(List.of(Keys.SAFETY), object("properties"));
    assertThat(checked).isGreaterThan(60);
  }

  private static int check(List<Key<?>> known, JsonObject keys) {
    int checked = 0;
    for (Key<?> key : known) {
      JsonObject definition = keys.getAsJsonObject(key.name());
      for (String value : texts(definition, "examples")) {
        key.values().parse(value);
        checked++;
      }
      if (definition.has("anyOf")) {
        checked += check(key, definition.getAsJsonArray("anyOf").get(0).getAsJsonObject());
      }
      if (definition.has("default")) {
        key.values().parse(definition.get("default").getAsString());
      }
    }
    return checked;
  }

  private static int check(Key<?> key, JsonObject definition) {
    List<String> values = texts(definition, "enum");
    values.forEach(value -> key.values().parse(value));
    if (!definition.has("minimum")) {
      return values.size();
    }
    BigDecimal least = definition.get("minimum").getAsBigDecimal();
    BigDecimal most = definition.get("maximum").getAsBigDecimal();
    key.values().parse(least.toPlainString());
    key.values().parse(most.toPlainString());
    for (BigDecimal outside : List.of(least.subtract(BigDecimal.ONE), most.add(BigDecimal.ONE))) {
      assertThatThrownBy(() -> key.values().parse(outside.toPlainString()))
          .as(key.name() + ": " + outside)
          .isInstanceOf(IllegalArgumentException.class);
    }
    return 4;
  }

  private static List<String> texts(JsonObject definition, String name) {
    List<String> texts = new ArrayList<>();
    JsonElement values = definition.get(name);
    if (values instanceof JsonArray array) {
      array.forEach(value -> texts.add(value.getAsString()));
    }
    return texts;
  }

  private static List<String> names(List<Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }

  private List<String> keys(String... path) {
    return List.copyOf(object(path).keySet());
  }

  private JsonObject object(String... path) {
    JsonObject object = schema;
    for (String name : path) {
      object = object.getAsJsonObject(name);
    }
    return object;
  }

  private static String shipped() {
    try (InputStream in = ManifestReader.class.getResourceAsStream("/org/latentj/maven/" + NAME)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
