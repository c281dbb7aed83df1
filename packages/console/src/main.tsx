import '@mantine/core/styles.css'
import './ui/console.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { createQueryClient } from './data/query-client.ts'
import { router } from './router.tsx'
import { theme } from './ui/theme.ts'

// The policy of the page forbids code made of text.
config({ jitless: true })

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no element #root')
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
