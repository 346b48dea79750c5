/**
 * Runs emitted scripts on libtorch through DJL: devices, precisions, weights on a device, and one
 * class for each network. The only package that touches DJL's PyTorch engine. Depends on {@code
 * network}, {@code script}, {@code checkpoint}, {@code model}, {@code sampler} and {@code tensor}.
 */
package org.latentj.runtime;
