/**
 * Tensors on the host: element types, shapes, stored (possibly memory-mapped) tensors and float
 * arrays with a shape. Depends on the JDK only.
 */
package org.latentj.tensor;
