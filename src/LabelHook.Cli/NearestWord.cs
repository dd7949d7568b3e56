namespace LabelHook.Cli;

/// <summary>The known word that somebody probably meant.</summary>
internal static class NearestWord
{
    /// <summary>How many letters a word has for each that may be wrong; arbitrary.</summary>
    private const int LettersPerMistake = 3;

    /// <returns><c>, did you mean X?</c>; empty when no word is near.</returns>
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(other => (Word: other, Distance: Distance(word, other))).MinBy(other => other.Distance);
        var near = nearest.Word is not null
            && (nearest.Distance * LettersPerMistake < word.Length + LettersPerMistake || nearest.Word.StartsWith(word, StringComparison.Ordinal));
        return near ? $", did you mean {nearest.Word}?" : "";
    }

    /// <summary>How many letters have to be put in, taken out or changed; https://en.wikipedia.org/wiki/Levenshtein_distance.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
