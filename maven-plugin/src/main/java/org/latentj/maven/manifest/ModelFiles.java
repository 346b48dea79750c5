package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a model lies.
 *
 * @param model an existing checkpoint or diffusers folder, absolute
 * @param tokenizer an existing folder with {@code vocab.json} and {@code merges.txt}, if named
 * @param config an existing folder with the configuration files, if named
 */
public record ModelFiles(Path model, Optional<Path> tokenizer, Optional<Path> config) {}
