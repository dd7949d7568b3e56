using LabelHook.Labels;

namespace LabelHook.Cli;

/// <summary>The known word that was probably meant.</summary>
internal static class NearestWord
{
    /// <summary>How many letters a word has for each that may be wrong; arbitrary.</summary>
    private const int LettersPerMistake = 3;

    /// <returns><c>, did you mean X?</c>; empty when no word is near.</returns>
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(other => (Word: other, Distance: EditDistance.Between(word, other))).MinBy(other => other.Distance);
        var near = nearest.Word is not null
            && (nearest.Distance * LettersPerMistake < word.Length + LettersPerMistake || nearest.Word.StartsWith(word, StringComparison.Ordinal));
        return near ? $", did you mean {nearest.Word}?" : "";
    }
}
