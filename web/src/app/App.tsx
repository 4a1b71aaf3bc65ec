import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { i18n } from "../i18n/messages";
import { Toasts } from "../ui/Toasts";
import { ErrorBoundary } from "./ErrorBoundary";
import { Pages } from "./Pages";
import { queryClient } from "./queries";
import { theme } from "./theme";

export function App() {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} forceColorScheme="light">
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <Pages />
          </ErrorBoundary>
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
