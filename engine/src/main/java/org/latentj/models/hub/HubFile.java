package org.latentj.models.hub;

import java.util.OptionalLong;
import org.latentj.models.download.FileHash;

/**
 * A file in a repository's listing.
 *
 * @param name its path in the repository
 * @param size its bytes
 * @param hash what they hash to; also the name of its blob in the cache
 */
record HubFile(String name, OptionalLong size, FileHash hash) {}
