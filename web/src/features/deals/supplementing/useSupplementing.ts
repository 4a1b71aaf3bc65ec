import { useForm } from "@mantine/form";
import { useRef } from "react";
import type { DealDetail, DealPlace } from "../../../api/deals";
import { recordSupplement } from "../../../api/deals";
import { recordPerson } from "../../../api/people";
import { ApiProblem } from "../../../api/problem";
import { useT } from "../../../i18n/useT";
import { useSubmit } from "../../../ui/useSubmit";
import { numberProblems } from "../../people/numberProblems";
import { useDealAct } from "../queries";
import type { TypedBuyer } from "../subscribing/buyers";
import { useSameKey } from "../useSameKey";
import { buyersOf, changeOf, type Kind, type TypedSupplement } from "./change";

/** Where the fields of a supplement stand in what is sent. */
const FIELDS = [
  "paymentMethod",
  "unitId",
  "areaCentiSqm",
  "listPriceFen",
  "contractPriceFen",
  "buyers",
  "engagementId",
  "signedOn",
  "documentNumber",
];

/**
 * The form of a supplement, and its sending: buyers who are new are recorded first, each once.
 *
 * @param paymentMethod what was proposed; empty where nothing was
 */
export function useSupplementing(at: DealPlace, deal: DealDetail, signedOn: string, paymentMethod: string) {
  const t = useT();
  const act = useDealAct(at.campaign);
  const keyOf = useSameKey();
  const personKeys = useRef(new Map<string, string>());
  const form = useForm<TypedSupplement>({
    initialValues: {
      paymentMethod,
      unitId: "",
      areaCentiSqm: null,
      listPriceFen: null,
      contractPriceFen: null,
      relation: "",
      buyers: buyersOf(deal.parties),
      engagementId: "",
      signedOn,
      documentNumber: "",
    },
  });
  const { busy, failure, send } = useSubmit(form, FIELDS);

  const confirm = (kind: Kind, paper: { documentId?: string }): Promise<boolean> =>
    send(async () => {
      const buyers = kind === "name" ? await recorded() : form.values.buyers;
      const change = changeOf(
        kind,
        form.values,
        buyers.map(({ known, shareBps }) => ({ personId: known?.id ?? "", shareBps: shareBps ?? 0 })),
      );
      if (change === null || form.values.signedOn === null) return;
      const supplement = { change, signedOn: form.values.signedOn, documentNumber: form.values.documentNumber.trim(), ...paper };
      await act(() => recordSupplement(at, supplement, keyOf(supplement))).catch((error: unknown) => {
        throw pointing(error, (pointer) => pointer.replace(/^\/change\//, "/"));
      });
    });

  /** The buyers with a number each; who was recorded stays known when something later is refused. */
  async function recorded(): Promise<TypedBuyer[]> {
    const buyers = [...form.values.buyers];
    for (const [index, buyer] of buyers.entries()) {
      if (buyer.known) continue;
      const { name, phone, identity } = buyer.person;
      const person = {
        name: name.trim(),
        ...(phone.trim() && { phone: phone.trim() }),
        ...(identity.trim() && { identity: identity.trim() }),
      };
      const text = `${buyer.key} ${JSON.stringify(person)}`;
      const key = personKeys.current.get(text) ?? crypto.randomUUID();
      personKeys.current.set(text, key);
      const known = await recordPerson(at.tenant, person, key).catch((error: unknown) => {
        throw pointing(numberProblems(t, error), (pointer) => `/buyers/${index}/person${pointer}`);
      });
      buyers[index] = { ...buyer, known };
      form.setFieldValue("buyers", [...buyers]);
    }
    return buyers;
  }

  return { form, busy, failure, confirm };
}

/** A refusal whose pointers lead to where the form has its fields. */
function pointing(error: unknown, move: (pointer: string) => string): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const { type, code, status, detail, errors, requestId } = error;
  return new ApiProblem({ type, code, status, detail, requestId, errors: errors.map((one) => ({ ...one, pointer: move(one.pointer) })) });
}
