/** The user's models: located, fetched, listed, verified and removed, under their licences. */
package org.latentj.models;
