/**
 * Writes TorchScript: values, calls, weight slots, methods, and the archive that libtorch loads.
 * Knows nothing of diffusion and nothing of DJL. Depends on {@code tensor}.
 */
package org.latentj.script;
