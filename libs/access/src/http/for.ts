import { createParamDecorator, SetMetadata, type ExecutionContext } from "@nestjs/common";
import type { Principal } from "../principal.ts";
import type { Audience } from "../role.ts";

/** Where the guard leaves who asks. */
export interface KnownRequest {
  principal?: Principal;
}

/** Under this key stands whom a route is for. */
export const AUDIENCE = "clausewatch:audience";

/** Says whom a route, or every route of a controller, is for; one that says nothing is refused to everybody. */
export const For = (audience: Audience): MethodDecorator & ClassDecorator => SetMetadata(AUDIENCE, audience);

/** Injects the name of who asks. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    context.switchToHttp().getRequest<KnownRequest>().principal?.name ?? "nobody",
);

/** Injects who asks; undefined: nobody has signed in. */
export const Asking = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined =>
    context.switchToHttp().getRequest<KnownRequest>().principal,
);
