// The votes of a poll, counted. Pure.
// @ts-check

/** @param {any} poll */
export function counted(poll) {
  const counts = new Map((poll.results?.answer_counts ?? []).map((one) => [Number(one.id), one]));
  const total = [...counts.values()].reduce((sum, one) => sum + one.count, 0);
  const most = Math.max(0, ...[...counts.values()].map((one) => one.count));
  return { total, answers: (poll.answers ?? []).map((answer) => {
    const own = counts.get(Number(answer.answer_id));
    const count = own?.count ?? 0;
    return { id: Number(answer.answer_id), media: answer.poll_media ?? {}, count, mine: Boolean(own?.me_voted),
      percent: total ? Math.round((count / total) * 100) : 0, leads: count > 0 && count === most };
  }) };
}
