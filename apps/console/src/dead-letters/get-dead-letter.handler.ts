import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { DeadLetterDetail } from "./dead-letter-schemas.ts";
import { existingDeadLetter } from "./existing-dead-letter.ts";
import { presentDeadLetter } from "./present-dead-letter.ts";

export class GetDeadLetter extends Query<DeadLetterDetail> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetDeadLetter)
export class GetDeadLetterHandler implements IQueryHandler<GetDeadLetter> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ id }: GetDeadLetter): Promise<DeadLetterDetail> {
    const letter = await existingDeadLetter(this.options.pool, id);
    const { bytes, headers } = letter;
    return { ...presentDeadLetter(letter), text: bytes.toString("utf8"), headers };
  }
}
