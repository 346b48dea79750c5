package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model lies. Its files exist if they were required, see {@link
 * ReadOptions#modelsRequired()}.
 *
 * @param model a checkpoint or diffusers folder, absolute
 * @param tokenizer a folder with {@code vocab.json} and {@code merges.txt}, if named
 * @param config a folder with the configuration files, if named
 */
public record ModelFiles(Path model, Optional<Path> tokenizer, Optional<Path> config) {}
