using LabelHook.Labels;

namespace LabelHook.Cli.Syntax;

// The known word that was probably meant.
internal static class NearestWord
{
    // How many letters a word has for each that may be wrong; arbitrary.
    private const int LettersPerMistake = 3;

    // Returns: , did you mean X?; empty when no word is near.
    public static string Suggestion(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(other => (Word: other, Distance: EditDistance.Between(word, other))).MinBy(other => other.Distance);
        var near = nearest.Word is not null
            && (nearest.Distance * LettersPerMistake < word.Length + LettersPerMistake || nearest.Word.StartsWith(word, StringComparison.Ordinal));
        return near ? $", did you mean {nearest.Word}?" : "";
    }
}
