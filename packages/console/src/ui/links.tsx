import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'

type Anchored<P> = P & Omit<ComponentPropsWithRef<'a'>, keyof P>

function ButtonAnchor(props: Anchored<ButtonProps>): ReactNode {
  return <Button component="a" {...props} />
}

function TextAnchor(props: Anchored<AnchorProps>): ReactNode {
  return <Anchor {...props} />
}

/** Links within the console that look like a button, or like a link. */
export const LinkButton = createLink(ButtonAnchor)
export const LinkAnchor = createLink(TextAnchor)
