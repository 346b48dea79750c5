/**
 * The safetensors format: a strict reader and a streaming writer. Depends on {@code tensor}, {@code
 * checkpoint.file} and gson.
 */
package org.latentj.checkpoint.safetensors;
