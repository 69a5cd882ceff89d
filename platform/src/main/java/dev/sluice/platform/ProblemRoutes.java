package dev.sluice.platform;

import dev.sluice.access.Open;
import dev.sluice.problem.ProblemCatalogue;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.Problems;
import java.util.Collection;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the {@code type} of a problem leads to. */
@RestController
@RequestMapping("/problems")
@Open("Who is refused must be able to read why.")
final class ProblemRoutes {

    private final ProblemCatalogue catalogue;

    ProblemRoutes(ProblemCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping
    Map<String, Collection<ProblemKind>> all() {
        return Map.of("problems", catalogue.all());
    }

    @GetMapping("/{slug}")
    ProblemKind one(@PathVariable String slug) {
        return catalogue.find(slug).orElseThrow(() -> Problems.NOT_FOUND.because("There is no problem " + slug + "."));
    }
}
