import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type FormPlace, listBookings, listForms, listSlots, listTags, previewForm, readForm, readLeadRules } from "../../api/forms";
import type { Language } from "../../api/session";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const campaignKey = (tenant: string, campaign: string) => ["agency", tenant, "campaigns", campaign] as const;
const formsKey = (tenant: string, campaign: string) => [...campaignKey(tenant, campaign), "forms"] as const;
const formKey = ({ tenant, campaign, form }: FormPlace) => [...formsKey(tenant, campaign), form] as const;

const paged = { initialPageParam: null as string | null, getNextPageParam: ({ next }: { next: string | null }) => next };

export function useForms(campaign: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...formsKey(tenant, campaign), "list"],
    queryFn: ({ pageParam }) => listForms(tenant, campaign, pageParam),
  });
}

export function useForm(at: FormPlace) {
  return useQuery({ queryKey: formKey(at), queryFn: () => readForm(at) });
}

/** @param version of the form: another is another page */
export function usePreview(at: FormPlace, version: number, language: Language) {
  return useQuery({
    queryKey: [...formKey(at), "preview", version, language],
    queryFn: () => previewForm(at, language),
    placeholderData: (before) => before,
    retry: false,
  });
}

export function useTags(at: FormPlace) {
  return useInfiniteQuery({ ...paged, queryKey: [...formKey(at), "tags"], queryFn: ({ pageParam }) => listTags(at, pageParam) });
}

export function useSlots(at: FormPlace) {
  return useInfiniteQuery({ ...paged, queryKey: [...formKey(at), "slots"], queryFn: ({ pageParam }) => listSlots(at, pageParam) });
}

/** Of one day; asked again now and then, since others stand at the desk too. */
export function useBookings(at: FormPlace, day: string) {
  return useInfiniteQuery({
    ...paged,
    queryKey: [...formKey(at), "bookings", day],
    queryFn: ({ pageParam }) => listBookings(at, day, pageParam),
    refetchInterval: 60_000,
  });
}

/** Runs an act on a form and asks again for all of it; also when somebody was faster. */
export function useFormAct({ tenant, campaign }: Pick<FormPlace, "tenant" | "campaign">) {
  return useActing(
    [formsKey(tenant, campaign), ["agency", tenant, "audit"]],
    [
      "stale",
      "not-found",
      "wrong-state",
      "capacity-below-taken",
      "slot-booked",
      "slot-exists",
      "tag-used",
      "form-registered",
      "findings-open",
    ],
  );
}

const rulesKey = (tenant: string, campaign: string) => [...campaignKey(tenant, campaign), "lead-rules"] as const;

export function useLeadRules(campaign: string) {
  const { tenant } = useTenant();
  return useQuery({ queryKey: rulesKey(tenant, campaign), queryFn: () => readLeadRules(tenant, campaign) });
}

export function useRulesAct(campaign: string) {
  const { tenant } = useTenant();
  return useActing([rulesKey(tenant, campaign), ["agency", tenant, "audit"]], ["stale"]);
}
