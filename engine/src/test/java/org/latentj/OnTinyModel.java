package org.latentj;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests on {@link TinyModels#V1}, which is loaded once for each class. */
abstract class OnTinyModel {
  static StableDiffusion model;

  @BeforeAll
  static void load() {
    model = TinyModels.load(TinyModels.V1);
  }

  @AfterAll
  static void close() {
    model.close();
  }
}
