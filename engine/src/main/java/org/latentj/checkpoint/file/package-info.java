/**
 * Files that hold named tensors, whatever their format: bounds-checked memory mapping and the
 * interface that every format implements. Depends on {@code tensor}.
 */
package org.latentj.checkpoint.file;
