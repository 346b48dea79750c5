/**
 * The two containers of {@code torch.save}: zip archives and, before PyTorch 1.6, pickles with raw
 * storages behind them. Tensors are mapped in place. Depends on {@code tensor}, {@code
 * checkpoint.file} and {@code checkpoint.pickle}.
 */
package org.latentj.checkpoint.torch;
