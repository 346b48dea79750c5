package org.latentj.models.hub;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model of the hub, on this machine.
 *
 * @param path the diffusers folder, or the single file
 * @param tokenizer the folder of the tokenizer that comes with a single file, if there is one
 * @param commit which version it is; empty for files that somebody put here by hand
 */
public record HubModel(Path path, Optional<Path> tokenizer, Optional<String> commit) {}
