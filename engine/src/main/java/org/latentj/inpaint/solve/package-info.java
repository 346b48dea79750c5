/** Solvers and filters on planes of floats. Depends on nothing. */
package org.latentj.inpaint.solve;
