package org.latentj.models.hub;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.download.FileHash;

/**
 * A file of a model that is on this machine, and the hash that it must have.
 *
 * @param file where it is
 * @param expected what its bytes must hash to; empty if nothing here tells
 */
public record StoredFile(Path file, Optional<FileHash> expected) {}
