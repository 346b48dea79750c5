package org.latentj.samples.miniature.evaluation.edit;

import java.util.List;
import java.util.Locale;
import org.latentj.samples.miniature.scene.Captions;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;

/** What is said to the model when a part of a picture is repainted. */
public enum PromptKind {
  /** All that the picture shows afterwards. */
  FULL {
    @Override
    String prompt(Scene wanted, SceneObject object) {
      return Captions.full(wanted);
    }
  },
  /** The object in the part, on the background. */
  ALONE {
    @Override
    String prompt(Scene wanted, SceneObject object) {
      return Captions.full(new Scene(wanted.background(), List.of(object), wanted.layout(), 0));
    }
  };

  /**
   * The prompt.
   *
   * @param wanted the whole scene afterwards
   * @param object what is to appear, one of the scene's objects
   */
  abstract String prompt(Scene wanted, SceneObject object);

  /**
   * The kind of that name, {@code full} or {@code alone}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PromptKind ofName(String name) {
    for (PromptKind kind : values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("expected prompts full or alone but got '" + name + "'");
  }
}
