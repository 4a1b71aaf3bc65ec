import styles from "./Address.module.css";

/** A masked e-mail address: in Latin letters, since a Han font sets its dots as wide as a character. */
export function Address({ email }: { email: string }) {
  return <span className={styles.address}>{email}</span>;
}
