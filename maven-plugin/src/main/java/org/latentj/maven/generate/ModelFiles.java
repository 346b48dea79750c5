package org.latentj.maven.generate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that is on this machine and may be used.
 *
 * @param model a checkpoint or diffusers folder, absolute
 * @param tokenizer a folder with {@code vocab.json} and {@code merges.txt}, if it has its own
 * @param config a folder with the configuration files, if it has its own
 */
record ModelFiles(Path model, Optional<Path> tokenizer, Optional<Path> config) {}
