import { NativeSelect } from "@mantine/core";
import { useT } from "../i18n/useT";
import type { Order, Way } from "../lib/conditions";

interface OrderSelectProps<Sort extends string> {
  /** Each order, said the way in which it begins with what matters. */
  options: { sort: Sort; label: string }[];
  ways: Record<Sort, Way>;
  order: Order<Sort>;
  onOrder: (order: Order<Sort>) => void;
}

/** The order of a list on a phone, where there are no heads to press. */
export function OrderSelect<Sort extends string>({ options, ways, order, onOrder }: OrderSelectProps<Sort>) {
  const t = useT();
  const isOwnWay = order.way === ways[order.sort];
  return (
    <NativeSelect
      aria-label={t("common.order")}
      value={isOwnWay ? order.sort : ""}
      onChange={({ currentTarget: { value } }) => {
        const sort = options.find((option) => option.sort === value)?.sort;
        if (sort) onOrder({ sort, way: ways[sort] });
      }}
      data={[
        ...(isOwnWay
          ? []
          : [{ value: "", label: t("common.orderReversed", { order: options.find(({ sort }) => sort === order.sort)?.label ?? "" }) }]),
        ...options.map(({ sort, label }) => ({ value: sort, label })),
      ]}
    />
  );
}
