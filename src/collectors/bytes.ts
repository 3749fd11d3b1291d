const GIB = 2 ** 30;

/** GiB, as EC2, RDS and FSx tell sizes, in bytes; undefined where AWS does not say. */
export const gibBytes = (size: number | undefined): number | undefined => (size === undefined ? undefined : size * GIB);
