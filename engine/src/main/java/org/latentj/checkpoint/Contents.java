package org.latentj.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.model.ModelConfig;
import org.latentj.model.ModelIndex;

/**
 * What was found in a checkpoint.
 *
 * @param config dimensions and schedule
 * @param family kind of model
 * @param description for users
 * @param unet the denoiser's weights
 * @param vae the autoencoder's weights
 * @param textEncoder the text encoder's weights
 * @param tokenizerFolder where the tokenizer's files are
 * @param index what the model says about itself
 */
record Contents(
    ModelConfig config,
    ModelFamily family,
    String description,
    Weights unet,
    Weights vae,
    Weights textEncoder,
    Optional<Path> tokenizerFolder,
    ModelIndex index) {}
